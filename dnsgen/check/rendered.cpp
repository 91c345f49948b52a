#include "check/rendered.hpp"

#include "base/text.hpp"
#include "http/url.hpp"
#include "protocol/protocol.hpp"

namespace fingerpost::check {

namespace {

Request request_of(const PageQuery& query, const http::Url& url) {
    Request request;
    request.method = query.method;
    request.scheme = url.tls ? "https" : "http";
    request.host = url.host;
    const auto mark = url.target.find('?');
    request.path = percent_decoded(url.target.substr(0, mark));
    if (mark != url.target.npos) request.query = url.target.substr(mark + 1);
    request.content_type = query.content_type;
    request.body = query.body;
    return request;
}

protocol::Found settings_of(const Subject& subject, const std::optional<Address>& address) {
    if (address && address->domain != subject.domain)
        return Error{Errc::not_found, address->domain + " is not the domain that is checked"};
    AccountSettings settings{subject.offer, subject.domain, address};
    if (!address) settings.held_pacc = subject.held_pacc;
    return settings;
}

} // namespace

Result<Response> rendered(const Subject& subject, const PageQuery& query) {
    const auto url = http::parse_url(query.url);
    if (!url) return url.error();
    const auto request = request_of(query, *url);
    const auto* protocol = protocol::find(request.method, request.path);
    if (!protocol) return Error{Errc::not_found, "no such document: " + request.path};
    const auto question = protocol->parse(request);
    if (!question) return question.error();
    if (!question->address && question->host_domain != subject.domain)
        return Error{Errc::not_found, request.host + " is not of the domain that is checked"};
    std::vector<protocol::Found> found{settings_of(subject, question->address)};
    for (const auto& other : question->others)
        found.push_back(settings_of(subject, other));
    return protocol->render(*question, found);
}

} // namespace fingerpost::check
