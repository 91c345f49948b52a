#include "check/endpoint_web.hpp"

#include "check/endpoint_checks.hpp"
#include "check/web_page.hpp"
#include "trace/dav.hpp"
#include "trace/words.hpp"

#include <algorithm>
#include <array>

namespace fingerpost::check {

namespace {

constexpr int unauthorised = 401;

/// RFC 4918 §9.1: who asks for everything below may be refused with a reason.
bool is_dav(const http::Reply& reply) {
    return reply.status == 207 ||
           (reply.status == 403 && reply.body.find("propfind-finite-depth") != reply.body.npos);
}

bool is_jmap(const http::Reply& reply) {
    return reply.status == 200 &&
           trace::media_type(reply.header("content-type")) == "application/json";
}

bool is_active_sync(const http::Reply& reply) {
    return reply.status == 200 && !reply.header("ms-asprotocolversions").empty();
}

bool is_ews(const http::Reply& reply) {
    return reply.status == 200;
}

/// How a service is asked, and by which answer besides 401 it is known.
struct Service {
    const Check* check;
    std::string_view method;
    bool (*knows)(const http::Reply& reply);
    std::string_view expected;
};
constexpr std::array services{
    Service{&endpoint_check("endpoint-dav"), "PROPFIND", is_dav, "401 or 207"},
    Service{&endpoint_check("endpoint-jmap"), "GET", is_jmap, "401, or 200 with application/json"},
    Service{
        &endpoint_check("endpoint-eas"),
        "OPTIONS",
        is_active_sync,
        "401, or 200 with MS-ASProtocolVersions"},
    Service{&endpoint_check("endpoint-ews"), "GET", is_ews, "401 or 200"},
};

PageQuery query_of(const Service& service, const std::string& url) {
    PageQuery query;
    query.method = service.method;
    query.url = url;
    if (service.method != "PROPFIND") return query;
    query.body = trace::principal_request();
    query.content_type = "application/xml; charset=utf-8";
    return query;
}

} // namespace

void judge_url(const ToldUrl& told, Evidence& evidence, Findings& findings) {
    const auto at = std::ranges::find(services, &told.check, &Service::check);
    const auto& service = *at;
    const auto found = follow(evidence, query_of(service, told.url));
    // no address, no connection, no certificate: the checks of the host say so
    if (found.is_out_of_reach()) return findings.unknown(told.check, told.url, found.what());
    if (found.page && (found.page->status == unauthorised || service.knows(*found.page)))
        return findings.ok(told.check, told.url);
    auto& finding = findings.add(told.check, Verdict::wrong, told.url);
    finding.expected = service.expected;
    finding.found = found.what();
}

} // namespace fingerpost::check
