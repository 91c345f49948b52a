#include "storage/database_url.hpp"

#include "support/database.hpp"

#include <gtest/gtest.h>

namespace fingerpost::storage {
namespace {

std::string file_of(std::string_view url) {
    const auto parsed = DatabaseUrl::parse(url);
    return parsed ? parsed->file : "refused: " + parsed.error().what;
}

Errc refusal(std::string_view url) {
    const auto parsed = DatabaseUrl::parse(url);
    EXPECT_FALSE(parsed) << url;
    return parsed ? Errc::timeout : parsed.error().code;
}

TEST(DatabaseUrl, counts_slashes_as_sqlalchemy_does) {
    EXPECT_EQ(file_of("sqlite:///relative.db"), "relative.db");
    EXPECT_EQ(file_of("sqlite:///./folder/relative.db"), "./folder/relative.db");
    EXPECT_EQ(file_of("sqlite:////var/lib/automx2/db.sqlite"), "/var/lib/automx2/db.sqlite");
    EXPECT_EQ(file_of("sqlite+pysqlite:////tmp/db"), "/tmp/db");
}

TEST(DatabaseUrl, knows_the_spellings_of_a_database_in_memory) {
    for (const auto* url : {"sqlite://", "sqlite:///", "sqlite:///:memory:", "sqlite://?x=1"})
        EXPECT_EQ(file_of(url), "") << url;
}

TEST(DatabaseUrl, drops_the_query_and_decodes_nothing) {
    EXPECT_EQ(file_of("sqlite:////a%20b/c%3f.db?timeout=5&x=%41"), "/a%20b/c%3f.db");
}

TEST(DatabaseUrl, tells_engines_that_come_later_from_nonsense) {
    for (const auto* url :
         {"mysql+pymysql://u:p@localhost/db?charset=utf8mb4",
          "mariadb://localhost/db",
          "postgresql+psycopg2://u:p@localhost/db",
          "postgres://localhost/db",
          "oracle://localhost/db",
          "sqlite+pysqlcipher:///x.db"})
        EXPECT_EQ(refusal(url), Errc::unsupported) << url;
    for (const auto* url :
         {"", "/var/lib/db.sqlite", "sqlite:/x", "://x", "sq lite:///x", "sqlite://host/x.db"})
        EXPECT_EQ(refusal(url), Errc::bad_request) << url;
    EXPECT_NE(
        DatabaseUrl::parse("mysql://u:hidden@h/d").error().what.find("later version"),
        std::string::npos
    );
}

TEST(DatabaseUrl, is_shown_without_a_password) {
    EXPECT_EQ(DatabaseUrl::parse("sqlite:////x/y.db?key=hidden")->display(), "sqlite:////x/y.db");
    EXPECT_EQ(DatabaseUrl::parse("sqlite://")->display(), "sqlite:///:memory:");
}

TEST(WithoutPassword, hides_whatever_stands_in_its_place) {
    EXPECT_EQ(without_password("mysql://u:p@h/db"), "mysql://u:***@h/db");
    EXPECT_EQ(without_password("mysql://u:p@ss/w?rd@h/db"), "mysql://u:***@h/db");
    EXPECT_EQ(without_password("mysql://:p@h/db"), "mysql://:***@h/db");
    EXPECT_EQ(without_password("mysql://u@h:3306/db"), "mysql://u@h:3306/db");
    EXPECT_EQ(
        without_password("postgresql://h/db?user=u&password=secret&sslmode=require"),
        "postgresql://h/db?user=u&password=***&sslmode=require"
    );
    EXPECT_EQ(without_password("postgresql:///db?PGPASS=x"), "postgresql:///db?PGPASS=***");
    EXPECT_EQ(without_password("sqlite:////var/lib/x.db"), "sqlite:////var/lib/x.db");
    for (const auto odd :
         {"", "?", "=", "x?=", "://", "a:b@", "x?pass", "x?pass=&", "?pass=p?pass=p"})
        without_password(odd);
}

} // namespace
} // namespace fingerpost::storage
