/// @file
/// Command lines on a database of their own, made by the first verb that changes something.
#pragma once

#include "storage/database_url.hpp"
#include "support/command_line.hpp"
#include "support/scratch.hpp"

#include <boost/json/parse.hpp>
#include <boost/json/value.hpp>
#include <gtest/gtest.h>

namespace fingerpost::test {

class DatabaseCommandLine {
public:
    std::string uri() const { return "sqlite:///" + (scratch_ / "catalog.db").string(); }
    const Scratch& scratch() const { return scratch_; }

    Said said(std::vector<std::string> words) const {
        words.push_back("--db-uri=" + uri());
        return run(cli::verbs(), words);
    }

    /// What a command line that succeeds prints.
    std::string done(const std::vector<std::string>& words) const {
        const auto answer = said(words);
        EXPECT_EQ(answer.code, cli::exit_ok) << answer.err;
        EXPECT_EQ(answer.err, "");
        return answer.out;
    }

    /// The complaint of one that does not.
    std::string refused(const std::vector<std::string>& words) const {
        const auto answer = said(words);
        EXPECT_EQ(answer.code, cli::exit_error) << answer.out;
        EXPECT_EQ(answer.out, "");
        return answer.err;
    }

    boost::json::value json(std::vector<std::string> words) const {
        words.emplace_back("--json");
        return boost::json::parse(done(words));
    }

    /// As another program would write.
    void sql(std::string_view statements) const {
        const auto url = storage::DatabaseUrl::parse(uri());
        storage::open(*url, storage::Mode::read_write)->run(statements);
    }

    /// Provider 1, IMAP server 1, submission server 2, CalDAV server dav:1, domain example.com.
    void fill() const {
        done({"provider", "add", "Example Hosting"});
        done({"server", "add", "--type", "imap", "--name", "imap.example.net"});
        done({"server", "add", "--type", "smtp", "--name", "smtp.example.net"});
        done({"server", "add", "--type", "caldav", "--url", "https://dav.example.net/dav/"});
        done(
            {"domain",
             "add",
             "example.com",
             "--provider=1",
             "--server=1",
             "--server=2",
             "--server=dav:1"}
        );
    }

private:
    Scratch scratch_;
};

} // namespace fingerpost::test
