/// @file
/// A visit to a server that clients are sent to: what it says before and after TLS, and what its
/// certificates are. Plain values; visitor.hpp makes them.
#pragma once

#include "probe/certificate.hpp"

#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace fingerpost::probe {

/// What is spoken once connected. `none`: TLS and nothing more, for https.
enum class Dialogue : std::uint8_t { none, imap, pop3, smtp, managesieve };
enum class Protection : std::uint8_t { tls, starttls, none };

std::string_view name(Dialogue dialogue);     ///< "IMAP"
std::string_view name(Protection protection); ///< "STARTTLS"

struct Endpoint {
    Dialogue dialogue = Dialogue::none;
    Protection protection = Protection::tls;
    std::string host = {}; ///< the name clients are told: SNI, and what the certificate must cover
    std::string address = {}; ///< where to connect
    std::uint16_t port = 0;

    auto operator<=>(const Endpoint&) const = default;
};

/// How far a visit came.
enum class Trouble : std::uint8_t {
    none,
    not_allowed,     ///< the address is one that is not visited
    refused,         ///< nobody listens
    unreachable,     ///< no route, or an administrator forbids it
    timeout,         ///< in any stage
    closed,          ///< the server ended the conversation
    not_the_service, ///< another protocol, or nonsense; also TLS where a greeting was expected
    no_starttls,     ///< not offered
    starttls_failed, ///< offered, then refused
    injected,        ///< words after STARTTLS came before TLS began (CVE-2011-0411)
    no_tls           ///< the handshake failed
};

std::string_view name(Trouble trouble);

/// What the chain of certificates is worth for this host.
struct Trust {
    bool trusted = false; ///< leads to an authority, every certificate in its time
    bool covers = false;  ///< the leaf is for Endpoint::host
    std::string why;      ///< "certificate has expired", or ""
    /// The earliest end in the path that was verified, or the leaf's own when none was.
    std::int64_t ends = 0; ///< seconds since 1970
};

/// What was learnt stays, whatever fails later: a chain that is not trusted has its dates.
struct Visit {
    Trouble trouble = Trouble::none;
    std::string what = {}; ///< the same for people: "port 993 of 192.0.2.1 refuses connections"
    std::string greeting = {};
    std::vector<std::string> offers = {};     ///< before TLS: the server's words, upper case
    std::vector<std::string> mechanisms = {}; ///< SASL, in the state clients log in, upper case
    std::vector<std::string> mechanisms_in_clear = {}; ///< before TLS
    bool password = false;          ///< as it is: LOGIN, USER, SASL PLAIN; where clients log in
    bool password_in_clear = false; ///< the same before TLS, as far as it says
    std::vector<Certificate> chain = {}; ///< as sent, the leaf first
    std::optional<Trust> trust = {};     ///< none without a chain
    std::string tls_version = {};        ///< "TLSv1.3", or ""
    std::int64_t at = 0;                 ///< seconds since 1970
    std::int64_t milliseconds = 0;       ///< how long it took

    bool reached() const { return trouble == Trouble::none; }
};

/// Whether the trouble says nothing of the server: it may be the network or the moment.
bool is_unknown(Trouble trouble);

} // namespace fingerpost::probe
