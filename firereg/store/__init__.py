"""The only room that knows peewee and the database engine."""
