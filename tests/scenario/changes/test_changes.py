"""Whatever SQL another program gives to the file while it is served, the answers follow within a second."""

import automx2_tables
import daemon
import told

ALPHA, HAM = "a@alpha.example", "a@ham.example"
SERVER_ROW = "INSERT OR REPLACE INTO server (id, name, port, type, socket_type, user_name, authentication) "


class Changes(daemon.Scenario):
    def setUp(self):
        directory = self.scratch()
        automx2_tables.make(directory / "mail.db")
        self.served = self.start(directory=directory)
        self.assertEqual(self.hosts(ALPHA)[0], "imap.alpha.example")

    def hosts(self, address):
        return told.hosts(self.served, address)

    def assert_told(self, statements, **expected):
        """After these statements the domains, by their first label, have these hosts."""
        self.served.sql(statements)

        def as_expected():
            return all(self.hosts(f"a@{label}.example") == hosts for label, hosts in expected.items())
        self.assert_soon(as_expected)

    def test_a_replaced_domain_takes_the_old_name_away(self):
        self.assert_told("INSERT OR REPLACE INTO domain (id, name, provider_id) VALUES (1, 'new.example', 7)",
                         ham=[], new=["ham.example"] * 2)

    def test_a_name_given_to_a_new_row_leaves_the_old_rows_servers(self):
        self.assert_told("REPLACE INTO domain (id, name, provider_id) VALUES (50, 'alpha.example', 7)", alpha=[])

    def test_an_update_may_push_another_row_out(self):
        self.assert_told("UPDATE OR REPLACE domain SET name = 'alpha.example' WHERE id = 1",
                         alpha=["ham.example"] * 2, ham=[])

    def test_an_upsert_is_an_update(self):
        self.assert_told("INSERT INTO domain (id, name, provider_id) VALUES (1, 'up.example', 7) "
                         "ON CONFLICT (id) DO UPDATE SET name = excluded.name", up=["ham.example"] * 2, ham=[])

    def test_a_replaced_server_is_told_everywhere(self):
        self.assert_told(SERVER_ROW + "VALUES (0, 'r.example', 993, 'imap', 'SSL', 'x', 'plain')",
                         upper=["r.example", "smtp.alpha.example"], orphan=["r.example", "smtp.alpha.example"])

    def test_links_may_be_moved_and_replaced(self):
        self.assert_told("UPDATE server_domain SET domain_id = 4 WHERE domain_id = 1",
                         serverless=["ham.example"] * 2, ham=[])
        self.assert_told("REPLACE INTO server_domain VALUES (2, 4)",
                         serverless=["ham.example", "pop.alpha.example", "ham.example"])

    def test_ids_may_be_changed(self):
        self.assert_told("UPDATE server SET id = 77 WHERE id = 0", upper=["smtp.alpha.example"])
        self.assert_told("UPDATE domain SET id = 77 WHERE id = 1", ham=[])

    def test_a_table_may_be_made_again(self):
        self.assert_told("BEGIN; DROP TABLE server_domain;" + automx2_tables.SERVER_DOMAIN +
                         "INSERT INTO server_domain VALUES (4, 0); COMMIT;", alpha=["ham.example"], ham=[])
        # its triggers went with it
        self.assert_told("INSERT INTO server_domain VALUES (3, 0);", alpha=["ham.example"] * 2)

    def test_a_table_may_be_renamed_and_back(self):
        self.assert_told("ALTER TABLE server_domain RENAME TO other; ALTER TABLE other RENAME TO server_domain;"
                         "DELETE FROM server_domain WHERE domain_id = 0;", alpha=[])

    def test_everything_may_be_dropped_and_restored(self):
        tables = ["server_domain", "davserver_domain", "domain", "server", "davserver", "ldapserver", "provider"]
        self.served.sql("".join(f"DROP TABLE {table};" for table in tables))
        rows = automx2_tables.rows("2026.2").replace("ham.example',", "new.example',")
        self.served.sql(automx2_tables.schema("2026.2") + rows)
        self.assert_soon(lambda: self.hosts("a@new.example") == ["new.example"] * 2, 5)
        self.assertEqual(self.hosts(HAM), [])

    def test_a_write_ahead_log_may_be_switched_on_and_off(self):
        self.assert_told("PRAGMA journal_mode = WAL; UPDATE domain SET name = 'wal.example' WHERE id = 1;",
                         wal=["ham.example"] * 2, ham=[])
        self.assert_told("UPDATE domain SET name = 'ham.example' WHERE id = 1;", wal=[], ham=["ham.example"] * 2)

    def test_a_vacuum_and_a_reindex_lose_nothing(self):
        self.assert_told("UPDATE domain SET name = 'v.example' WHERE id = 1; VACUUM; REINDEX; ANALYZE;",
                         v=["ham.example"] * 2, ham=[])

    def test_an_emptied_change_log_loses_nothing(self):
        self.assert_told("UPDATE domain SET name = 'v.example' WHERE id = 1; DELETE FROM fingerpost_change;",
                         v=["ham.example"] * 2, ham=[])

    def test_bytes_that_are_no_database_leave_the_last_answers_until_they_are_put_right(self):
        good = self.served.database.read_bytes()
        self.served.database.write_bytes(b"no database at all\n" * 1000)
        self.assert_soon(lambda: "degraded" in self.served.ask_admin("/health/ready").text, 5)
        self.assertTrue(self.hosts(ALPHA))
        self.served.database.write_bytes(good)
        self.assert_soon(lambda: "degraded" not in self.served.ask_admin("/health/ready").text, 8)
        self.assert_told("UPDATE domain SET name = 'v.example' WHERE id = 1;", v=["ham.example"] * 2)

    def test_ten_thousand_rows_in_one_transaction_are_told(self):
        many = "".join(f"INSERT INTO domain (id, name, provider_id) VALUES ({n}, 'd{n}.example', 7);"
                       f"INSERT INTO server_domain VALUES (0, {n});" for n in range(1000, 11000))
        self.served.sql(f"BEGIN;{many}COMMIT;")
        self.assert_soon(lambda: self.hosts("a@d10999.example") and self.hosts("a@d1000.example"), 3)


if __name__ == "__main__":
    daemon.main()
