"""A registry of a small ward for every test of a service, one with walks, and the demo ward."""

from tests.demo_ward import demo_folder, demo_registry  # noqa: F401
from tests.services.walking import on, walked_ward  # noqa: F401
from tests.ward_fixtures import built_ward, clock, registry, ward_key  # noqa: F401
