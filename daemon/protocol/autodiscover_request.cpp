#include "base/text.hpp"
#include "protocol/autodiscover.hpp"
#include "protocol/autodiscover_redirect.hpp"
#include "protocol/autodiscover_schema.hpp"
#include "protocol/xml.hpp"

namespace fingerpost::protocol {

namespace {

/// Whether both name the same schema; a final "a" is the later edition of the same.
bool is_schema(std::string_view text, std::string_view schema) {
    for (auto* name : {&text, &schema})
        if (name->ends_with('a')) name->remove_suffix(1);
    return ascii_iequals(text, schema);
}

/// In which schema to answer, "" when we have none such.
std::string_view response_schema(const XmlElement& request) {
    const auto wanted = request.child_text("AcceptableResponseSchema");
    for (const auto known : {outlook_response, mobilesync_response})
        if (is_schema(wanted, known)) return known;
    if (!wanted.empty()) return {};
    // left out by some clients that expect what the request schema goes with
    const bool mobile = is_schema(request.name_space, mobilesync_request);
    return mobile ? mobilesync_response : outlook_response;
}

Result<Question> parse_body(const std::string& body) {
    const auto root = parse_xml(body);
    if (!root) return root.error();
    const auto* request = root->child("Request");
    if (!request) return Error{Errc::bad_request, "no Request element"};
    if (!is_schema(request->name_space, outlook_request) &&
        !is_schema(request->name_space, mobilesync_request))
        return Error{Errc::bad_request, "Request is in no known request schema"};
    const auto schema = response_schema(*request);
    if (schema.empty()) return Error{Errc::unsupported, "no settings in this response schema"};
    auto address = Address::parse(request->child_text("EMailAddress"));
    if (!address) return address.error();
    Question question;
    question.address = std::move(*address);
    question.wanted = {std::string(schema)};
    return question;
}

/// Delta Chat asks so, and clients that follow a redirect of their POST by GET.
Result<Question> parse_query(const Request& request) {
    Question question;
    question.host_domain = domain_of_host(request.host);
    for (const std::string_view key : {"emailaddress", "Email"}) {
        const auto typed = query_value(request.query, key);
        if (!typed || typed->empty()) continue;
        auto address = Address::parse(*typed);
        if (!address) return address.error();
        question.address = std::move(*address);
        break;
    }
    if (!question.address && question.host_domain.empty())
        return Error{Errc::bad_request, "no address in the query and no domain as the host"};
    return question;
}

/// To be led to TLS a client need say no more than the host: some send this to port 80 before they
/// have anything to say ([MS-OXDISCO] §3.1.5.4).
Question without_address(const Request& request, Error flaw) {
    Question question;
    question.host_domain = domain_of_host(request.host);
    question.flaw = std::move(flaw);
    return question;
}

} // namespace

Result<Question> parse_autodiscover(const Request& request) {
    auto question = request.method == "POST" ? parse_body(request.body) : parse_query(request);
    const bool without_tls = came_without_tls(request);
    if (!question && !without_tls) return question;
    if (!question) question = without_address(request, question.error());
    question->host = request.host;
    question->without_tls = without_tls;
    return question;
}

} // namespace fingerpost::protocol
