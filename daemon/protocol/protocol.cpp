#include "protocol/protocol.hpp"

#include "base/text.hpp"
#include "catalog/domain.hpp"
#include "protocol/autoconfig.hpp"
#include "protocol/autodiscover.hpp"
#include "protocol/mobileconfig.hpp"

#include <algorithm>
#include <array>

namespace fingerpost::protocol {

namespace {

constexpr std::string_view get = "GET, HEAD";
constexpr std::string_view get_and_post = "GET, HEAD, POST";

// clang-format off
constexpr std::array table{
    Protocol{"autoconfig", "/mail/config-v1.1.xml", Match::exact, get, false,
             parse_autoconfig, of_one<render_autoconfig>, refuse_plainly},
    Protocol{"autoconfig", "/.well-known/autoconfig/mail/config-v1.1.xml", Match::exact, get, false,
             parse_autoconfig, of_one<render_autoconfig>, refuse_plainly},
    Protocol{"autodiscover_xml", "/autodiscover/autodiscover.xml", Match::any_case, get_and_post, false,
             parse_autodiscover, of_one<render_autodiscover>, refuse_autodiscover},
    Protocol{"mobileconfig", "/mobileconfig/", Match::exact, get, true,
             parse_mobileconfig, of_one<render_mobileconfig>, refuse_plainly},
    Protocol{"mobileconfig", "/mobileconfig", Match::exact, get, true,
             parse_mobileconfig, of_one<render_mobileconfig>, refuse_plainly},
};
// clang-format on

bool is_at(const Protocol& row, std::string_view path) {
    if (row.match == Match::exact) return path == row.path;
    if (row.match == Match::any_case) return ascii_iequals(path, row.path);
    const auto below = path.substr(std::min(row.path.size(), path.size()));
    return ascii_iequals(path.substr(0, row.path.size()), row.path) &&
           (below.empty() || below.front() == '/');
}

} // namespace

std::span<const Protocol> all() {
    return table;
}

const Protocol* find(std::string_view method, std::string_view path) {
    const Protocol* first = nullptr;
    for (const auto& row : table) {
        if (!is_at(row, path)) continue;
        if (takes(row, method)) return &row;
        if (!first) first = &row;
    }
    return first;
}

bool takes(const Protocol& protocol, std::string_view method) {
    auto rest = protocol.methods;
    if (rest == "*") return true;
    while (!rest.empty()) {
        const auto end = std::min(rest.find(", "), rest.size());
        if (rest.substr(0, end) == method) return true;
        rest.remove_prefix(std::min(end + 2, rest.size()));
    }
    return false;
}

std::string domain_of_host(std::string_view host) {
    for (const std::string_view prefix : {"autoconfig.", "autodiscover.", "www."})
        if (host.starts_with(prefix)) {
            host.remove_prefix(prefix.size());
            break;
        }
    auto domain = parse_domain(host);
    return domain ? std::move(*domain) : std::string();
}

Response refuse_plainly(const Request&, const Error& error, TimeOfDay) {
    if (error.code == Errc::not_found) return {404, "", "", {}};
    return {http_status(error.code), "text/plain; charset=utf-8", error.what + '\n', {}};
}

} // namespace fingerpost::protocol
