#include "check/web_page.hpp"

#include "http/url.hpp"
#include "trace/fetched.hpp"

#include <algorithm>
#include <array>

namespace fingerpost::check {

namespace {

bool is_one_of(int status, std::initializer_list<int> list) {
    return std::ranges::find(list, status) != list.end();
}

/// Whether an address of the host has not been looked up before this run.
bool is_open(const Evidence& evidence, const std::string& host) {
    const auto& asked = evidence.wanted().dns;
    return asked.contains({host, resolve::Type::a}) || asked.contains({host, resolve::Type::aaaa});
}

} // namespace

bool WebPage::is_unknown() const {
    if (page) return is_one_of(page->status, {429, 503});
    return page.error().code == Errc::timeout || page.error().code == Errc::unauthorised;
}

std::string WebPage::why_absent() const {
    if (is_unknown()) return {};
    return !page || is_one_of(page->status, {404, 410}) ? what() : std::string();
}

std::string WebPage::what() const {
    if (!page) return trail + page.error().what;
    return trail + url + " answers " + std::to_string(page->status);
}

Page ask(Evidence& evidence, PageQuery query) {
    const auto url = http::parse_url(query.url);
    if (!url) return url.error();
    query.addresses = evidence.addresses(url->host);
    if (is_open(evidence, url->host)) return Error{Errc::timeout, "not asked yet"};
    if (!query.addresses.empty()) return evidence.page(query);
    if (evidence.addresses_known(url->host))
        return Error{Errc::not_found, url->host + " has no address"};
    return Error{Errc::timeout, "the addresses of " + url->host + " are not known"};
}

WebPage follow(Evidence& evidence, PageQuery query) {
    WebPage found;
    for (int hop = 0; hop <= page_redirects_max; ++hop) {
        found.url = query.url;
        found.page = ask(evidence, query);
        if (!found.page || !trace::is_redirect(*found.page)) return found;
        const auto from = http::parse_url(query.url);
        const auto to = http::follow(*from, found.page->header("location"));
        const auto status = std::to_string(found.page->status);
        if (!to) {
            found.page = Error{Errc::conflict, status + " to " + to.error().what};
            return found;
        }
        query.url = to->str();
        found.trail += status + " to " + query.url + "; ";
    }
    found.page = Error{Errc::conflict, "too many redirections"};
    return found;
}

WebPage follow(Evidence& evidence, const std::string& url) {
    PageQuery query;
    query.url = url;
    return follow(evidence, std::move(query));
}

} // namespace fingerpost::check
