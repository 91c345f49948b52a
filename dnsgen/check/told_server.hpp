/// @file
/// The servers the catalog tells clients about, as they can be visited.
#pragma once

#include "check/family.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace fingerpost::check {

/// Of one host no more are visited: more are nobody's mail servers.
inline constexpr std::size_t addresses_visited_max = 8;

struct ToldServer {
    probe::Endpoint endpoint; ///< without address
    std::vector<Authentication> logins = {};
};

/// Mail servers, filters, and the hosts of the URLs, each once.
std::vector<ToldServer> told_endpoints(const Subject& subject);

/// A URL that clients are told, and the check that asks for it.
struct ToldUrl {
    const Check& check;
    std::string url;
};
std::vector<ToldUrl> told_urls(const Subject& subject);

probe::Dialogue dialogue_of(Service service);
probe::Protection protection_of(Security security);

/// "imap.example.net port 993 (IMAP, TLS)"
std::string title(const probe::Endpoint& endpoint);

/// The first addresses of the host.
std::vector<std::string> visited_addresses(Evidence& evidence, const std::string& host);

} // namespace fingerpost::check
