"""Version 9: the receipts of a round are counted and listed by number without a look at their papers."""


def up(migrator, db):
    db.execute_sql("DROP INDEX handover_round_id")
    db.execute_sql(
        "CREATE INDEX handover_of_round ON handover "
        "(round_id, year, number, voided_at, total_dong, household_id)"
    )
