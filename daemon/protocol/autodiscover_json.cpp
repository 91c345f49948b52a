#include "protocol/autodiscover_json.hpp"

#include "base/text.hpp"
#include "protocol/autodiscover_redirect.hpp"

#include <boost/json/object.hpp>
#include <boost/json/serialize.hpp>

#include <algorithm>
#include <array>

namespace fingerpost::protocol {

namespace {

constexpr std::string_view root = "/autodiscover/autodiscover.json";
constexpr std::string_view version = "/v1.0";
constexpr std::size_t protocol_name_max = 40;

Response json(int status, const boost::json::object& object) {
    Response response{status, "application/json; charset=utf-8", boost::json::serialize(object)};
    response.headers.emplace_back("Cache-Control", "private");
    return response;
}

Response failure(int status, std::string_view code, std::string_view message) {
    auto response = json(status, {{"ErrorCode", code}, {"ErrorMessage", message}});
    response.headers.emplace_back("jsonerror", "true");
    return response;
}

/// The address of the path form, or "".
Result<std::string> address_in_path(std::string_view path) {
    auto rest = path.substr(root.size());
    if (rest.ends_with('/')) rest.remove_suffix(1);
    if (rest.empty()) return std::string();
    const auto after = rest.substr(std::min(version.size(), rest.size()));
    if (!ascii_iequals(rest.substr(0, version.size()), version) ||
        (!after.empty() && after.front() != '/'))
        return Error{Errc::not_found, "there is no such version, only v1.0"};
    return std::string(after.substr(std::min<std::size_t>(1, after.size())));
}

/// What is echoed: letters and digits.
std::string plain_name(std::string_view typed) {
    std::string name;
    for (const char c : typed.substr(0, protocol_name_max))
        if ((c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z')) name += c;
    return name;
}

/// The domain's own host first. Then the one that was called, whose certificate the client has just
/// accepted, if it stands for this domain or (found as the second) for another that is served here:
/// a name from anywhere is not repeated. Else the name that DNS leads here.
std::string autodiscover_host(const Question& question, std::span<const Found> found) {
    const auto& settings = *found.front();
    auto host = settings.attribute(AttributeId::autodiscover_host);
    if (!host.empty()) return host;
    const bool known = found.size() > 1 && found[1];
    if (known || domain_of_host(question.host) == settings.domain) return question.host;
    return "autodiscover." + settings.domain;
}

std::string autodiscover_url(const Question& question, std::span<const Found> found) {
    auto elsewhere = found.front()->attribute(AttributeId::redirect_url);
    if (!elsewhere.empty()) return elsewhere;
    return "https://" + autodiscover_host(question, found) + std::string(pox_path);
}

template <AttributeId id>
std::string url_of(const Question&, std::span<const Found> found) {
    return found.front()->attribute(id);
}

struct Service {
    std::string_view name;
    /// "": the domain does not offer it.
    std::string (*url)(const Question&, std::span<const Found>);
};

constexpr std::array services{
    Service{"AutodiscoverV1", autodiscover_url},
    Service{"ActiveSync", url_of<AttributeId::activesync>},
    Service{"Ews", url_of<AttributeId::ews>}};

} // namespace

Result<Question> parse_autodiscover_json(const Request& request) {
    auto typed = address_in_path(request.path);
    if (!typed) return typed.error();
    if (typed->empty()) *typed = query_value_any_case(request.query, "Email").value_or("");
    // some clients encode twice
    auto address =
        Address::parse(typed->find('@') == typed->npos ? percent_decoded(*typed) : *typed);
    if (!address) return Error{Errc::bad_request, "The mandatory parameter 'Email' is missing."};
    auto name = plain_name(query_value_any_case(request.query, "Protocol").value_or(""));
    if (name.empty())
        return Error{Errc::bad_request, "The mandatory parameter 'Protocol' is missing."};
    Question question;
    question.host_domain = std::move(address->domain); // every user of it gets the same answer
    question.wanted = {std::move(name)};
    question.host = request.host;
    if (auto domain = domain_of_host(request.host); !domain.empty())
        question.others = {Address{"", std::move(domain)}};
    return question;
}

Result<Response> render_autodiscover_json(const Question& question, std::span<const Found> found) {
    if (!found.front()) return found.front().error();
    const auto& wanted = question.wanted.front();
    std::string supported;
    for (const auto& service : services) {
        const auto url = service.url(question, found);
        if (url.empty()) continue;
        if (ascii_iequals(service.name, wanted))
            return json(200, {{"Protocol", wanted}, {"Url", url}});
        supported.append(supported.empty() ? "" : ",").append(service.name);
    }
    return failure(
        400,
        "ProtocolNotSupported",
        "The given protocol value '" + wanted + "' is not supported. Supported values are '" +
            supported + "'."
    );
}

Response refuse_autodiscover_json(const Request&, const Error& error, TimeOfDay) {
    if (error.code == Errc::not_found) return failure(404, "NotFound", error.what);
    return failure(400, "MandatoryParameterMissing", error.what);
}

} // namespace fingerpost::protocol
