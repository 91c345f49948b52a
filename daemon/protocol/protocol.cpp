#include "protocol/protocol.hpp"

#include "base/text.hpp"
#include "catalog/domain.hpp"
#include "protocol/autoconfig.hpp"
#include "protocol/autodiscover.hpp"
#include "protocol/autodiscover_json.hpp"
#include "protocol/autodiscover_soap.hpp"
#include "protocol/mobileconfig.hpp"
#include "protocol/mta_sts.hpp"
#include "protocol/pacc.hpp"
#include "protocol/pointer.hpp"

#include <algorithm>
#include <array>

namespace fingerpost::protocol {

namespace {

constexpr std::string_view get = "GET, HEAD";
constexpr std::string_view any = "*";
constexpr std::string_view get_and_post = "GET, HEAD, POST";

// clang-format off
constexpr std::array table{
    Protocol{"autoconfig", "/mail/config-v1.1.xml", Match::exact, get, false,
             parse_autoconfig, of_one<render_autoconfig>, refuse_plainly},
    Protocol{"autoconfig", "/.well-known/autoconfig/mail/config-v1.1.xml", Match::exact, get, false,
             parse_autoconfig, of_one<render_autoconfig>, refuse_plainly},
    Protocol{"autoconfig", "/.well-known/mail-v1.xml", Match::exact, get, false,
             parse_autoconfig, of_one<render_autoconfig>, refuse_plainly},
    Protocol{"autodiscover_xml", "/autodiscover/autodiscover.xml", Match::any_case, get_and_post, false,
             parse_autodiscover, render_autodiscover, refuse_autodiscover},
    Protocol{"autodiscover_json", "/autodiscover/autodiscover.json", Match::any_case_below, get, false,
             parse_autodiscover_json, render_autodiscover_json, refuse_autodiscover_json},
    Protocol{"autodiscover_soap", "/autodiscover/autodiscover.svc", Match::any_case, "POST", false,
             parse_autodiscover_soap, render_autodiscover_soap, refuse_autodiscover_soap},
    Protocol{"mobileconfig", mobileconfig_path, Match::exact, get, true,
             parse_mobileconfig, render_mobileconfig, refuse_mobileconfig},
    Protocol{"mobileconfig", "/mobileconfig", Match::exact, get, true,
             parse_mobileconfig, render_mobileconfig, refuse_mobileconfig},
    Protocol{"pacc", "/.well-known/user-agent-configuration.json", Match::exact, get, false,
             ask_of_host, of_one<render_pacc>, refuse_plainly},
    Protocol{"mta_sts", "/.well-known/mta-sts.txt", Match::exact, get, false,
             ask_of_host, of_one<render_mta_sts>, refuse_plainly},
    Protocol{"pointer", caldav_path, Match::exact_or_slash, any, false,
             ask_of_host, point_to_caldav, refuse_plainly},
    Protocol{"pointer", carddav_path, Match::exact_or_slash, any, false,
             ask_of_host, point_to_carddav, refuse_plainly},
    Protocol{"pointer", jmap_path, Match::exact_or_slash, any, false,
             ask_of_host, point_to_jmap, refuse_plainly},
    Protocol{"pointer", oauth_path, Match::exact, get, false,
             ask_of_host, point_to_oauth, refuse_plainly},
    Protocol{"pointer", openid_path, Match::exact, get, false,
             ask_of_host, point_to_openid, refuse_plainly},
};
// clang-format on

bool is_at(const Protocol& row, std::string_view path) {
    if (row.match == Match::exact) return path == row.path;
    if (row.match == Match::exact_or_slash && path.ends_with('/')) path.remove_suffix(1);
    if (row.match == Match::exact_or_slash) return path == row.path;
    if (row.match == Match::any_case) return ascii_iequals(path, row.path);
    const auto below = path.substr(std::min(row.path.size(), path.size()));
    return ascii_iequals(path.substr(0, row.path.size()), row.path) &&
           (below.empty() || below.front() == '/');
}

} // namespace

std::span<const Protocol> all() {
    return table;
}

const Protocol*
find(std::span<const Protocol> rows, std::string_view method, std::string_view path) {
    const Protocol* first = nullptr;
    for (const auto& row : rows) {
        if (!is_at(row, path)) continue;
        if (takes(row, method)) return &row;
        if (!first) first = &row;
    }
    return first;
}

const Protocol* find(std::string_view method, std::string_view path) {
    return find(table, method, path);
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
    for (const std::string_view prefix :
         {"autoconfig.", "autodiscover.", "www.", "ua-auto-config.", "mta-sts."})
        if (host.starts_with(prefix)) {
            host.remove_prefix(prefix.size());
            break;
        }
    auto domain = parse_domain(host);
    return domain ? std::move(*domain) : std::string();
}

Result<Question> ask_of_host(const Request& request) {
    Question question;
    question.host_domain = domain_of_host(request.host);
    if (question.host_domain.empty())
        return Error{Errc::not_found, "the host that was called is no domain"};
    return question;
}

Response refuse_plainly(const Request&, const Error& error, TimeOfDay) {
    if (error.code == Errc::not_found) return {404, "", "", {}};
    return {http_status(error.code), "text/plain; charset=utf-8", error.what + '\n', {}};
}

} // namespace fingerpost::protocol
