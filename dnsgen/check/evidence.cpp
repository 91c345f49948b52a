#include "check/evidence.hpp"

#include "base/text.hpp"
#include "catalog/domain.hpp"
#include "http/url.hpp"

#include <array>
#include <utility>

namespace fingerpost::check {

namespace {

constexpr std::array address_types{resolve::Type::a, resolve::Type::aaaa};

std::string without_dot(std::string_view name) {
    if (name.size() > 1 && name.ends_with('.')) name.remove_suffix(1);
    return ascii_lower(name);
}

/// What is known of a question, or `otherwise`, and the question is noted down.
template <class Known, class Query, class Answer>
const Answer& looked_up(
    const Known& known, const Query& query, std::set<Query>& wanted, const Answer& otherwise
) {
    const auto at = known.find(query);
    if (at != known.end()) return at->second;
    wanted.insert(query);
    return otherwise;
}

constexpr std::string_view not_asked = "not asked yet";

const Page& page_not_asked() {
    static const Page otherwise(Error{Errc::timeout, std::string(not_asked)});
    return otherwise;
}

} // namespace

const resolve::Answer& Evidence::dns(const resolve::Query& query) {
    static const auto otherwise = resolve::unknown(resolve::Failure::other, std::string(not_asked));
    return looked_up(dns_, query, wanted_.dns, otherwise);
}

const resolve::Answer& Evidence::dns(std::string_view name, resolve::Type type) {
    return dns(resolve::Query{without_dot(name), type});
}

std::vector<std::string> Evidence::addresses(std::string_view host) {
    if (is_ip_address(host)) return {std::string(host)};
    std::vector<std::string> found;
    for (const auto type : address_types)
        for (auto& address : resolve::all<std::string>(dns(host, type)))
            found.push_back(std::move(address));
    return found;
}

bool Evidence::addresses_known(std::string_view host) {
    if (is_ip_address(host)) return true;
    bool known = true;
    for (const auto type : address_types)
        known &= dns(host, type).outcome != resolve::Outcome::unknown;
    return known;
}

/// Whether the look-ups of the host's addresses are done; else they are noted down.
bool Evidence::asked_addresses(std::string_view host) {
    if (is_ip_address(host)) return true;
    bool asked = true;
    for (const auto type : address_types) {
        dns(host, type);
        asked &= dns_.contains(resolve::Query{without_dot(host), type});
    }
    return asked;
}

const Page& Evidence::page(const PageQuery& query) {
    return looked_up(pages_, query, wanted_.pages, page_not_asked());
}

const Page& Evidence::page(const std::string& url) {
    PageQuery query;
    query.url = url;
    const auto parsed = http::parse_url(url);
    if (!parsed) return pages_.try_emplace(query, parsed.error()).first->second;
    if (!asked_addresses(parsed->host)) return page_not_asked();
    query.addresses = addresses(parsed->host);
    if (!query.addresses.empty()) return page(query);
    const Error none{Errc::not_found, parsed->host + " has no address"};
    const Error unclear{Errc::timeout, "the addresses of " + parsed->host + " are not known"};
    const auto& why = addresses_known(parsed->host) ? none : unclear;
    return pages_.try_emplace(query, why).first->second;
}

const probe::Visit& Evidence::visit(const probe::Endpoint& endpoint) {
    static const probe::Visit otherwise{probe::Trouble::timeout, std::string(not_asked)};
    return looked_up(visits_, endpoint, wanted_.visits, otherwise);
}

void Evidence::learn(const resolve::Query& query, resolve::Answer answer) {
    dns_.insert_or_assign(query, std::move(answer));
}

void Evidence::learn(const PageQuery& query, Page page) {
    pages_.insert_or_assign(query, std::move(page));
}

void Evidence::learn(const probe::Endpoint& endpoint, probe::Visit visit) {
    visits_.insert_or_assign(endpoint, std::move(visit));
}

} // namespace fingerpost::check
