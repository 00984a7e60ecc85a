"""A registry of a small ward for every test of the store."""

from tests.ward_fixtures import built_ward, clock, registry, ward_key  # noqa: F401
