#include "base/text.hpp"
#include "cli/answer.hpp"
#include "cli/attribute_file.hpp"
#include "cli/text_table.hpp"
#include "cli/verbs.hpp"
#include "storage/attribute_repository.hpp"
#include "storage/domain_repository.hpp"
#include "storage/provider_repository.hpp"

#include <boost/json/array.hpp>

#include <array>

namespace fingerpost::cli {

namespace {

using storage::AttributeOwner;
using storage::AttributeRepository;
using storage::Connection;

/// Whose attributes are meant, and what to call the owner.
struct Named {
    AttributeOwner owner;
    std::string title;
};

Result<Named> named(Connection& connection, const Arguments& arguments) {
    if (arguments.has("provider") == arguments.has("domain"))
        return Error{Errc::bad_request, "say whose: either --provider PROVIDER or --domain DOMAIN"};
    if (arguments.has("domain")) {
        const auto domain = storage::DomainRepository(connection).get(arguments.get("domain"));
        if (!domain) return domain.error();
        return Named{{AttributeOwner::Of::domain, domain->id}, "domain " + domain->name};
    }
    const auto provider = storage::ProviderRepository(connection).get(arguments.get("provider"));
    if (!provider) return provider.error();
    return Named{
        {AttributeOwner::Of::provider, provider->id},
        "provider " + std::to_string(provider->id) + " \"" + provider->name + '"'};
}

boost::json::object to_json(const AttributeRow& row) {
    return {{"name", row.name}, {"qualifier", row.qualifier}, {"value", row.value}};
}

std::string title(const AttributeRow& row) {
    return row.qualifier.empty() ? row.name : row.name + " (" + row.qualifier + ')';
}

std::string problem_of(const AttributeRow& row) {
    const auto attribute = to_attribute(row);
    return attribute ? "" : "  not used: " + attribute.error().what;
}

/// A picture is told by its size.
std::string shown(const std::string& value) {
    if (value.size() <= 200) return printable(value);
    return printable(first_characters(value, 40)) + "… (" + std::to_string(value.size()) +
           " octets)";
}

Result<Answer> list(Connection& connection, const Arguments& arguments) {
    const auto whose = named(connection, arguments);
    if (!whose) return whose.error();
    boost::json::array all;
    TextTable table;
    for (const auto& row : AttributeRepository(connection).list(whose->owner)) {
        all.push_back(to_json(row));
        const auto value = row.value.empty() ? "(none, whatever its provider has)" : row.value;
        table.add({title(row), shown(value) + problem_of(row)});
    }
    auto text =
        all.empty() ? printable(whose->title) + " has no attributes of its own\n" : table.str();
    return Answer{std::move(all), std::move(text)};
}

/// The one qualifier that was typed. A wrong name or none at all is left to the attribute's check.
Result<std::string> typed_qualifier(const Arguments& arguments) {
    const auto* kind = find_attribute(arguments.get("NAME"));
    for (const auto& by : qualifier_kinds()) {
        if (!arguments.has(by.name)) continue;
        if (kind && kind->qualifier != by.id)
            return Error{
                Errc::bad_request,
                "attribute " + std::string(kind->name) + " has no value for each " +
                    std::string(by.name) + "; see: fingerpost attribute names"};
        return arguments.get(by.name);
    }
    return std::string();
}

Result<std::string> typed_value(const Arguments& arguments) {
    if (arguments.has("VALUE") == arguments.has("file"))
        return Error{Errc::bad_request, "give either a value or --file FILE"};
    if (!arguments.has("file")) return arguments.get("VALUE");
    return value_of_file(arguments.get("NAME"), arguments.get("file"));
}

Result<Answer> set(Connection& connection, const Arguments& arguments) {
    const auto whose = named(connection, arguments);
    if (!whose) return whose.error();
    const auto value = typed_value(arguments);
    if (!value) return value.error();
    const auto qualifier = typed_qualifier(arguments);
    if (!qualifier) return qualifier.error();
    const AttributeRow typed{arguments.get("NAME"), *qualifier, *value};
    const auto stored = AttributeRepository(connection).set(whose->owner, typed);
    if (!stored) return stored.error();
    auto text = printable(whose->title + ": " + title(*stored)) +
                (stored->value.empty() ? " is none" : " is " + shown(stored->value)) + '\n';
    return Answer{to_json(*stored), std::move(text)};
}

Result<Answer> remove(Connection& connection, const Arguments& arguments) {
    const auto whose = named(connection, arguments);
    if (!whose) return whose.error();
    const auto qualifier = typed_qualifier(arguments);
    if (!qualifier) return qualifier.error();
    const AttributeRow gone{arguments.get("NAME"), *qualifier, {}};
    const auto done =
        AttributeRepository(connection).remove(whose->owner, gone.name, gone.qualifier);
    if (!done) return done.error();
    return Answer{
        to_json(gone), printable(whose->title + ": " + title(gone)) + " is no longer set\n"};
}

Result<Answer> names(Connection&, const Arguments&) {
    boost::json::array all;
    TextTable table({"NAME", "ONE FOR EACH", "WHAT IT IS"});
    for (const auto& kind : attribute_kinds()) {
        const auto* by = kind_of(kind.qualifier);
        const std::string qualifier(by ? by->name : "");
        all.push_back(boost::json::object{
            {"name", kind.name}, {"qualifier", qualifier}, {"help", kind.help}});
        table.add({std::string(kind.name), qualifier, std::string(kind.help)});
    }
    return Answer{std::move(all), table.str()};
}

constexpr Option provider_option{"provider", "PROVIDER", "of a provider, for all its domains"};
constexpr Option domain_option{"domain", "DOMAIN", "of one domain; stands before its provider's"};
constexpr Option language_option{"language", "TAG", "for people who read this language: de, pt-br"};
constexpr Option selector_option{"selector", "NAME", "of a DKIM key: mail2026"};
constexpr Option service_option{"service", "HOST:PORT", "of a certificate: mx1.example.com:25"};
constexpr Option issuer_option{"issuer", "CA", "of certificates: ca.example.net"};

constexpr std::array list_options{provider_option, domain_option, json_option};
constexpr std::array set_options{
    provider_option,
    domain_option,
    language_option,
    selector_option,
    service_option,
    issuer_option,
    Option{
        "file",
        "FILE",
        "take the value from a file: a picture for page_logo, a PEM key for dkim, a certificate "
        "or a key for tlsa"},
    json_option};
constexpr std::array remove_options{
    provider_option,
    domain_option,
    language_option,
    selector_option,
    service_option,
    issuer_option,
    json_option};
constexpr std::array names_options{json_option};
constexpr std::array one_name{Positional{"NAME", "as attribute names lists it"}};
constexpr std::array name_and_value{
    Positional{"NAME", "as attribute names lists it"},
    Positional{
        "VALUE", "the value; an empty one for a domain that does without its provider's", false}};

} // namespace

constinit const Verb attribute_group{
    .path = "attribute",
    .summary = "What providers and domains offer beyond their servers",
    .details = "An attribute belongs to a provider, and so to all its domains, or to one domain.\n"
               "URLs and host names may hold %EMAILDOMAIN%."};

constinit const Verb attribute_names{
    .path = "attribute names",
    .summary = "List the attributes there are and what each is for",
    .options = names_options,
    .examples = "fingerpost attribute names",
    .run = reading<names>};

constinit const Verb attribute_list{
    .path = "attribute list",
    .summary = "List the attributes of a provider or a domain",
    .options = list_options,
    .examples = "fingerpost attribute list --provider 1\n"
                "fingerpost attribute list --domain example.com --json",
    .run = reading<list>};

constinit const Verb attribute_set{
    .path = "attribute set",
    .summary = "Set an attribute, or replace its value",
    .options = set_options,
    .positionals = name_and_value,
    .examples =
        "fingerpost attribute set --provider 1 webmail https://webmail.example.com/\n"
        "fingerpost attribute set --provider 1 --language de help_text 'Fragen? Telefon 100'\n"
        "fingerpost attribute set --provider 1 page_logo --file logo.svg\n"
        "fingerpost attribute set --domain example.com mta_sts enforce\n"
        "fingerpost attribute set --domain example.com --selector mail2026 dkim --file dkim.pem\n"
        "fingerpost attribute set --provider 1 --service mx1.example.com:25 tlsa --file mx1.pem",
    .run = changing<set>};

constinit const Verb attribute_remove{
    .path = "attribute remove",
    .summary = "Take an attribute away",
    .options = remove_options,
    .positionals = one_name,
    .examples = "fingerpost attribute remove --domain example.com mta_sts",
    .run = changing<remove>};

} // namespace fingerpost::cli
