"""Version 5: the search index of households lies in the order of given names; search_place says where each is."""

_PLACE_BITS = 28
_LETTERS = 27  # a to z, and everything else before them


def up(migrator, db):
    db.execute_sql("CREATE TABLE search_place (household INTEGER PRIMARY KEY, place INTEGER NOT NULL)")
    db.connection().create_function("place_of", 2, _place, deterministic=True)
    db.execute_sql(
        "INSERT INTO search_place (household, place) SELECT id, place_of(name_fold, id) FROM household"
    )
    # The index keeps no text, but gives back the words of each entry; it knows nothing of their order.
    db.execute_sql("CREATE VIRTUAL TABLE temp.indexed_word USING fts5vocab(main, search_household, instance)")
    texts = db.execute_sql(
        "SELECT place, coalesce(words, '') FROM search_place LEFT JOIN "
        "(SELECT doc, group_concat(term, ' ') AS words FROM temp.indexed_word GROUP BY doc) "
        "ON doc = household ORDER BY place"
    ).fetchall()
    db.execute_sql("DROP TABLE temp.indexed_word")
    db.execute_sql("INSERT INTO search_household (search_household) VALUES ('delete-all')")
    db.cursor().executemany("INSERT INTO search_household (rowid, text) VALUES (?, ?)", texts)


def _place(name, household):
    words = name.split() or [""]
    family = words[0] if len(words) > 1 else ""
    return (_packed(words[-1], 4) << 15 | _packed(family, 3)) << _PLACE_BITS | household


def _packed(word, letters):
    packed = 0
    for letter in word[:letters].ljust(letters, "\0"):
        packed = packed << 5 | (0 if letter == "\0" else max(1, min(_LETTERS, ord(letter) - 95)))
    return packed
