#include "protocol/autodiscover_soap.hpp"

#include "base/text.hpp"
#include "catalog/domain.hpp"
#include "protocol/autodiscover_redirect.hpp"
#include "protocol/autodiscover_schema.hpp"
#include "protocol/soap_settings.hpp"
#include "protocol/xml.hpp"

#include <algorithm>
#include <array>

namespace fingerpost::protocol {

namespace {

constexpr std::string_view envelope_schema = "http://schemas.xmlsoap.org/soap/envelope/";
constexpr std::string_view addressing_schema = "http://www.w3.org/2005/08/addressing";
constexpr std::string_view fault_action = "http://www.w3.org/2005/08/addressing/fault";
constexpr std::string_view instance_schema = "http://www.w3.org/2001/XMLSchema-instance";
constexpr std::string_view autodiscover_schema =
    "http://schemas.microsoft.com/exchange/2010/Autodiscover";
constexpr std::size_t text_max = 300; ///< of a setting's name or a message's id

// ---- reading ------------------------------------------------------------------------------------

/// The text of every `item` in the `list`, or of the `part` of it.
std::vector<std::string> texts(
    const XmlElement& request,
    std::string_view list,
    std::string_view item,
    std::string_view part = {}
) {
    std::vector<std::string> found;
    const auto* items = request.child(list);
    if (!items) return found;
    for (const auto& each : items->children)
        if (ascii_iequals(each.name, item))
            found.emplace_back(part.empty() ? each.text : each.child_text(part));
    return found;
}

Error invalid(std::string what) {
    return {Errc::bad_request, std::move(what)};
}

/// The names of the settings, each once.
std::vector<std::string> wanted_settings(const XmlElement& request) {
    std::vector<std::string> wanted;
    for (auto& name : texts(request, "RequestedSettings", "Setting")) {
        if (wanted.size() > soap_items_max) break; // too many already
        if (name.size() > text_max) name.resize(text_max);
        if (std::ranges::find(wanted, name) == wanted.end()) wanted.push_back(std::move(name));
    }
    return wanted;
}

Result<Question> question_about(std::vector<Address> addresses, const XmlElement& request) {
    auto wanted = wanted_settings(request);
    if (addresses.empty()) return invalid("No user and no domain is named.");
    if (wanted.empty()) return invalid("No setting is named.");
    if (addresses.size() > soap_items_max || wanted.size() > soap_items_max ||
        addresses.size() * wanted.size() > soap_answers_max)
        return invalid("Too much is asked for at once: name fewer users, domains or settings.");
    Question question;
    question.address = std::move(addresses.front());
    question.others.assign(addresses.begin() + 1, addresses.end());
    question.wanted = std::move(wanted);
    return question;
}

Result<Question> about_users(const XmlElement& request) {
    std::vector<Address> addresses;
    for (const auto& typed : texts(request, "Users", "User", "Mailbox")) {
        auto address = Address::parse(typed);
        addresses.push_back(address ? std::move(*address) : Address{});
    }
    return question_about(std::move(addresses), request);
}

Result<Question> about_domains(const XmlElement& request) {
    std::vector<Address> addresses;
    for (const auto& typed : texts(request, "Domains", "Domain")) {
        auto domain = parse_domain(typed);
        addresses.push_back({"", domain ? std::move(*domain) : std::string()});
    }
    return question_about(std::move(addresses), request);
}

Result<Question> about_federation(const XmlElement&) {
    return Error{Errc::unsupported, "The organization is not federated."};
}

// ---- writing ------------------------------------------------------------------------------------

/// What is told of a request, a user or a domain as a whole.
struct Outcome {
    std::string_view code;
    std::string_view message;
    std::string target = {}; ///< of a redirect
};

constexpr std::string_view redirect_url_message = "Go on at this URL.";

void add_outcome(const XmlNode& response, const Outcome& outcome) {
    response.add("ErrorCode", outcome.code);
    response.add("ErrorMessage", outcome.message);
}

void add_target(const XmlNode& response, const Outcome& outcome) {
    const auto target = response.add("RedirectTarget", outcome.target);
    if (outcome.target.empty()) target.attribute("i:nil", "true");
}

void add_empty(const XmlNode& response, std::initializer_list<std::string_view> names) {
    for (const auto name : names)
        response.add(name);
}

Outcome user_outcome(const Question& question, const Address& asked, const Found& found) {
    if (asked.local.empty()) return {"InvalidUser", "This is no mail address."};
    if (!found) return {"InvalidUser", "Nobody serves this address."};
    if (const auto address = moved_address(*found))
        return {"RedirectAddress", "Go on with this address.", address->str()};
    if (auto url = redirect_url(question, *found, soap_path); !url.empty())
        return {"RedirectUrl", redirect_url_message, std::move(url)};
    return {"NoError", "No error."};
}

Outcome domain_outcome(const Question& question, const Address& asked, const Found& found) {
    if (asked.domain.empty()) return {"InvalidDomain", "This is no domain name."};
    if (!found) return {"InvalidDomain", "Nobody serves this domain."};
    if (auto url = redirect_url(question, *found, soap_path); !url.empty())
        return {"RedirectUrl", redirect_url_message, std::move(url)};
    return {"NoError", "No error."};
}

const Address& asked_at(const Question& question, std::size_t index) {
    return index == 0 ? *question.address : question.others[index - 1];
}

std::span<const std::string> settings_of(const Question& question) {
    return std::span(question.wanted).subspan(1);
}

void add_users(const XmlNode& response, const Question& question, std::span<const Found> found) {
    const auto responses = response.add("UserResponses");
    for (std::size_t i = 0; i < found.size(); ++i) {
        const auto outcome = user_outcome(question, asked_at(question, i), found[i]);
        const auto user = responses.add("UserResponse");
        add_outcome(user, outcome);
        add_target(user, outcome);
        if (outcome.code == "NoError")
            add_user_settings(user, *found[i], settings_of(question));
        else
            add_empty(user, {"UserSettingErrors", "UserSettings"});
    }
}

void add_domains(const XmlNode& response, const Question& question, std::span<const Found> found) {
    const auto responses = response.add("DomainResponses");
    for (std::size_t i = 0; i < found.size(); ++i) {
        const auto outcome = domain_outcome(question, asked_at(question, i), found[i]);
        const auto domain = responses.add("DomainResponse");
        add_outcome(domain, outcome);
        if (outcome.code == "NoError")
            add_domain_settings(domain, *found[i], settings_of(question));
        else
            add_empty(domain, {"DomainSettingErrors", "DomainSettings"});
        add_target(domain, outcome);
    }
}

// ---- the operations -----------------------------------------------------------------------------

struct Operation {
    std::string_view name;
    std::string_view request;
    std::string_view response;
    Result<Question> (*read)(const XmlElement& request);
    void (*add)(const XmlNode& response, const Question& question, std::span<const Found> found);
};

constexpr std::array operations{
    Operation{
        "GetUserSettings",
        "GetUserSettingsRequestMessage",
        "GetUserSettingsResponseMessage",
        about_users,
        add_users},
    Operation{
        "GetDomainSettings",
        "GetDomainSettingsRequestMessage",
        "GetDomainSettingsResponseMessage",
        about_domains,
        add_domains},
    Operation{
        "GetFederationInformation",
        "GetFederationInformationRequestMessage",
        "GetFederationInformationResponseMessage",
        about_federation,
        nullptr},
    Operation{
        "GetOrganizationRelationshipSettings",
        "GetOrganizationRelationshipSettingsRequestMessage",
        "GetOrganizationRelationshipSettingsResponseMessage",
        about_federation,
        nullptr}};

/// The <s:Body> of a new envelope whose header says this action.
XmlNode add_body(XmlWriter& writer, std::string_view action, const std::string& answered_id) {
    const auto envelope = writer.root("s:Envelope");
    envelope.attribute("xmlns:s", envelope_schema);
    envelope.attribute("xmlns:a", addressing_schema);
    const auto header = envelope.add("s:Header");
    header.add("a:Action", action).attribute("s:mustUnderstand", "1");
    if (!answered_id.empty()) header.add("a:RelatesTo", answered_id);
    using Own = ExchangeVersion;
    const auto version = header.add("h:ServerVersionInfo");
    version.attribute("xmlns:h", autodiscover_schema);
    version.add("h:MajorVersion", Own::major);
    version.add("h:MinorVersion", Own::minor);
    version.add("h:MajorBuildNumber", Own::build);
    version.add("h:MinorBuildNumber", Own::revision);
    version.add("h:Version", Own::name);
    return envelope.add("s:Body");
}

/// For the metrics, to which 200 says nothing.
const char* counted_as(const Question& question, std::span<const Found> found) {
    if (question.flaw) return "invalid";
    const bool anybody =
        std::ranges::any_of(found, [](const Found& one) { return one.has_value(); });
    return anybody ? "ok" : "not_found";
}

/// SOAP 1.1 §4.4.1; WS-Addressing 1.0, SOAP Binding §6.4.
std::string_view fault_code(Errc code) {
    switch (code) {
    case Errc::conflict: return "s:VersionMismatch";
    case Errc::unsupported: return "a:ActionNotSupported";
    default: return "s:Client";
    }
}

} // namespace

Result<Question> parse_autodiscover_soap(const Request& request) {
    const auto envelope = parse_xml(request.body);
    if (!envelope) return envelope.error();
    const auto* body = envelope->child("Body");
    if (envelope->name != "Envelope" || !body) return invalid("no SOAP envelope with a body");
    if (envelope->name_space != envelope_schema)
        return Error{Errc::conflict, "the envelope is not of SOAP 1.1"};
    const auto* message = body->children.empty() ? nullptr : &body->children.front();
    const auto of_message = [message](const Operation& operation) {
        return message && message->name == operation.request &&
               message->name_space == autodiscover_schema;
    };
    const auto operation = std::ranges::find_if(operations, of_message);
    if (operation == operations.end())
        return Error{Errc::unsupported, "the body holds no request of Autodiscover"};
    const auto* asked = message->child("Request");
    auto question = asked ? operation->read(*asked) : invalid("There is no Request.");
    if (!question) {
        Question flawed;
        flawed.flaw = question.error();
        question = std::move(flawed);
    }
    question->wanted.insert(question->wanted.begin(), std::string(operation->name));
    question->host = request.host;
    if (const auto* header = envelope->child("Header"))
        question->message_id = header->child_text("MessageID").substr(0, text_max);
    return question;
}

Result<Response> render_autodiscover_soap(const Question& question, std::span<const Found> found) {
    const auto& operation =
        *std::ranges::find(operations, question.wanted.front(), &Operation::name);
    XmlWriter writer;
    const auto action = std::string(autodiscover_schema) + "/Autodiscover/" +
                        std::string(operation.name) + "Response";
    const auto message = add_body(writer, action, question.message_id).add(operation.response);
    message.attribute("xmlns", autodiscover_schema);
    const auto response = message.add("Response");
    response.attribute("xmlns:i", instance_schema);
    if (const auto& flaw = question.flaw) {
        const bool invalid_request = flaw->code == Errc::bad_request;
        add_outcome(response, {invalid_request ? "InvalidRequest" : "NotFederated", flaw->what});
    } else {
        add_outcome(response, {"NoError", ""});
        operation.add(response, question, found);
    }
    auto answer = autodiscover_document(writer.str());
    answer.outcome = counted_as(question, found);
    return answer;
}

Response refuse_autodiscover_soap(const Request&, const Error& error, TimeOfDay) {
    XmlWriter writer;
    const auto fault = add_body(writer, fault_action, "").add("s:Fault");
    fault.add("faultcode", fault_code(error.code));
    fault.add("faultstring", error.what);
    auto answer = autodiscover_document(writer.str());
    // SOAP 1.1 §6.2 would have 500, which is for faults of ours; later versions say 400 as well
    answer.status = 400;
    return answer;
}

} // namespace fingerpost::protocol
