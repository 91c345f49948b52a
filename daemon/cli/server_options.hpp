/// @file
/// What `server add` and `server set` take, and the rows it makes. Words are stored in the spelling
/// that automx2 knows.
#pragma once

#include "cli/any_server.hpp"
#include "cli/verb.hpp"

#include <array>

namespace fingerpost::cli {

// clang-format off
inline constexpr std::array server_set_options{
    Option{"type", "TYPE", "imap, pop, smtp, sieve; caldav, carddav, jmap"},
    Option{"name", "HOST", "host name of a mail server, may hold %EMAILDOMAIN%"},
    Option{"port", "N", "default: the standard port"},
    Option{"socket-type", "WORD", "SSL (the default but for sieve), STARTTLS or plain"},
    Option{"user-name", "TEXT", "the login: %EMAILADDRESS% (the default), %EMAILLOCALPART%, text"},
    Option{"authentication", "WORD",
           "plain (the default), password-encrypted, OAuth2, NTLM, GSSAPI or none"},
    Option{"prio", "N", "lower comes first; default 10"},
    Option{"url", "URL", "of caldav, carddav and jmap, instead of a host name"},
    json_option,
};
// clang-format on

/// Those of `server set`, of which --type is required here, and the domains.
inline constexpr std::array server_add_options = [] {
    std::array<Option, server_set_options.size() + 1> options{};
    for (std::size_t i = 0; i < server_set_options.size(); ++i)
        options[i] = server_set_options[i];
    options.front().required = true;
    options.back() = {"domain", "DOMAIN", "one that will offer it; may be repeated", false, true};
    return options;
}();

inline constexpr std::string_view server_details =
    "Clients are told one server for each type and kind of TLS, the lowest --prio first.\n"
    "\"plain\" is no TLS at all as --socket-type, and a password sent inside TLS as\n"
    "--authentication. Many clients refuse servers without TLS.";

/// Errc::bad_request says which option is wrong, missing or of the other kind of server.
Result<AnyServer> new_server(const Arguments& arguments);

/// Changes what was given. A port that was the standard one stays so.
Result<void> take_options(const Arguments& arguments, AnyServer& server);

} // namespace fingerpost::cli
