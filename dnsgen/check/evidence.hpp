/// @file
/// What is known of the world outside, for rules that are pure functions. A rule asks as if all
/// were known; where something is not, it gets an answer that says "unknown", the question is noted
/// down, and the rule is run again once it has been answered. What such a run found is thrown away.
#pragma once

#include "http/response_parser.hpp"
#include "probe/visit.hpp"
#include "resolve/answer.hpp"
#include "resolve/query.hpp"

#include <compare>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace fingerpost::check {

/// A page of the web, asked for without following redirections.
struct PageQuery {
    std::string method = "GET";
    std::string url;
    std::vector<std::string> addresses = {}; ///< of its host; only these are connected to
    std::string body = {};
    std::string content_type = {}; ///< of the body

    auto operator<=>(const PageQuery&) const = default;
};

/// Errc::timeout: it is not known what would be answered; Errc::unauthorised: none of the addresses
/// may be visited; Errc::upstream: the server cannot be reached, shows a certificate that is not
/// its own, or does not speak HTTP.
using Page = Result<http::Reply>;

/// What a run of rules has asked and nobody has answered yet.
struct Wanted {
    std::set<resolve::Query> dns;
    std::set<PageQuery> pages;
    std::set<probe::Endpoint> visits;

    bool empty() const { return dns.empty() && pages.empty() && visits.empty(); }
    std::size_t size() const { return dns.size() + pages.size() + visits.size(); }
};

class Evidence {
public:
    const resolve::Answer& dns(const resolve::Query& query);

    /// By the configured resolver. `name` with or without the final dot.
    const resolve::Answer& dns(std::string_view name, resolve::Type type);

    /// IPv4 and IPv6 of a name, by the configured resolver, as it gave them; `host` may be an
    /// address itself. None is also what is not known: see addresses_known().
    std::vector<std::string> addresses(std::string_view host);
    bool addresses_known(std::string_view host);

    const Page& page(const PageQuery& query);
    /// GET, at the addresses of the URL's host. Errc::not_found: it has none.
    const Page& page(const std::string& url);

    const probe::Visit& visit(const probe::Endpoint& endpoint);

    /// Forgets what is wanted, before rules run again.
    void start() { wanted_ = {}; }
    const Wanted& wanted() const { return wanted_; }

    void learn(const resolve::Query& query, resolve::Answer answer);
    void learn(const PageQuery& query, Page page);
    void learn(const probe::Endpoint& endpoint, probe::Visit visit);

    const std::map<resolve::Query, resolve::Answer>& all_dns() const { return dns_; }
    const std::map<PageQuery, Page>& all_pages() const { return pages_; }
    const std::map<probe::Endpoint, probe::Visit>& all_visits() const { return visits_; }

private:
    bool asked_addresses(std::string_view host);

    std::map<resolve::Query, resolve::Answer> dns_;
    std::map<PageQuery, Page> pages_;
    std::map<probe::Endpoint, probe::Visit> visits_;
    Wanted wanted_;
};

} // namespace fingerpost::check
