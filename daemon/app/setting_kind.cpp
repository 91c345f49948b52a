#include "app/setting_kind.hpp"

#include "app/settings.hpp"
#include "base/text.hpp"
#include "catalog/address.hpp"
#include "catalog/domain.hpp"
#include "check/allowed.hpp"
#include "storage/database_url.hpp"

#include <algorithm>
#include <array>
#include <optional>

namespace fingerpost::app {

namespace {

/// Why a value is wrong, where the words of its kind are enough.
const Error not_of_this_kind{Errc::bad_request, ""};

/// Between commas, and between the lines of a value that has more than one.
Texts list_of(std::string_view text) {
    std::string commas(text);
    std::replace(commas.begin(), commas.end(), '\n', ',');
    return split_list(commas);
}

/// Every item read by `item`, a Result of what goes into the list.
template <class T, class Item>
Kind list(std::string words, std::vector<T> Settings::*member, Item item) {
    const auto read = [member, item](Settings& settings, std::string_view text) -> Result<void> {
        std::vector<T> values;
        for (const auto& part : list_of(text)) {
            auto value = item(part);
            if (!value) return value.error();
            values.push_back(std::move(*value));
        }
        settings.*member = std::move(values);
        return {};
    };
    return {std::move(words), read};
}

Result<std::string> ip_address(const std::string& text) {
    if (!is_ip_address(text))
        return Error{Errc::bad_request, text + " is no address of a name server"};
    return text;
}

std::optional<bool> boolean_of(std::string_view text) {
    constexpr std::array<std::string_view, 4> yes{"yes", "true", "on", "1"};
    constexpr std::array<std::string_view, 4> no{"no", "false", "off", "0"};
    const auto is_text = [text](std::string_view word) { return ascii_iequals(word, text); };
    if (std::any_of(yes.begin(), yes.end(), is_text)) return true;
    if (std::any_of(no.begin(), no.end(), is_text)) return false;
    return std::nullopt;
}

bool is_path(std::string_view text) {
    return text.find('\n') == text.npos;
}

} // namespace

template <class T>
Kind whole_number(T Settings::*member, std::int64_t min, std::int64_t max) {
    const auto read = [=](Settings& settings, std::string_view text) -> Result<void> {
        const auto number = to_integer(text, min, max);
        if (!number) return not_of_this_kind;
        settings.*member = static_cast<T>(*number);
        return {};
    };
    return {"a whole number between " + std::to_string(min) + " and " + std::to_string(max), read};
}

template Kind whole_number(int Settings::*, std::int64_t, std::int64_t);
template Kind whole_number(unsigned Settings::*, std::int64_t, std::int64_t);
template Kind whole_number(std::size_t Settings::*, std::int64_t, std::int64_t);
template Kind whole_number(std::chrono::seconds Settings::*, std::int64_t, std::int64_t);

template <class T>
Kind choice(T Settings::*member, const std::vector<std::pair<std::string_view, T>>& words) {
    std::string known = "one of";
    for (const auto& word : words)
        known.append(known == "one of" ? " " : ", ").append(word.first);
    const auto read = [member, words](Settings& settings, std::string_view text) -> Result<void> {
        for (const auto& [word, value] : words) {
            if (!ascii_iequals(word, text)) continue;
            settings.*member = value;
            return {};
        }
        return not_of_this_kind;
    };
    return {known, read};
}

template Kind
choice(log::Level Settings::*, const std::vector<std::pair<std::string_view, log::Level>>&);
template Kind
choice(log::Format Settings::*, const std::vector<std::pair<std::string_view, log::Format>>&);

template Kind
choice(DnsTarget Settings::*, const std::vector<std::pair<std::string_view, DnsTarget>>&);
template Kind
choice(DnsPublish Settings::*, const std::vector<std::pair<std::string_view, DnsPublish>>&);

Kind boolean(bool& (*part)(Settings&)) {
    const auto read = [part](Settings& settings, std::string_view text) -> Result<void> {
        const auto value = boolean_of(text);
        if (!value) return not_of_this_kind;
        part(settings) = *value;
        return {};
    };
    return {"yes or no", read};
}

Kind ignored_boolean() {
    const auto read = [](Settings&, std::string_view text) -> Result<void> {
        if (!boolean_of(text)) return not_of_this_kind;
        return {};
    };
    return {"yes or no", read};
}

Kind endpoints(std::vector<http::Endpoint> Settings::*member, std::size_t at_least) {
    auto kind = list(
        "a list of address:port, with commas between them",
        member,
        [](const std::string& text) { return http::Endpoint::parse(text); }
    );
    const auto read = kind.read;
    kind.read = [read, at_least](Settings& settings, std::string_view text) -> Result<void> {
        if (list_of(text).size() < at_least)
            return Error{Errc::bad_request, "at least one is needed"};
        return read(settings, text);
    };
    return kind;
}

Kind host(std::string Settings::*member) {
    const auto read = [member](Settings& settings, std::string_view text) -> Result<void> {
        const bool literal = text.empty() || is_ip_address(text);
        const auto name = literal ? Result<std::string>(std::string(text)) : parse_domain(text);
        if (!name) return name.error();
        settings.*member = *name;
        return {};
    };
    return {"a host name or an IP address", read};
}

Kind name_servers(std::vector<zone::NameServer> Settings::*member) {
    const auto read = [member](Settings& settings, std::string_view text) -> Result<void> {
        auto servers = zone::parse_name_servers(list_of(text));
        if (!servers) return servers.error();
        settings.*member = std::move(*servers);
        return {};
    };
    return {"a list of host names, some followed by =address", read};
}

Kind dns_servers(std::vector<http::Endpoint> Settings::*member) {
    const auto server = [](const std::string& text) -> Result<http::Endpoint> {
        const bool bare = is_ip_address(text);
        const bool ipv6 = bare && text.find(':') != text.npos;
        const auto whole = !bare ? text : (ipv6 ? '[' + text + ']' : text) + ":53";
        auto endpoint = http::Endpoint::parse(whole);
        if (!endpoint) return Error{Errc::bad_request, text + " is no address of a name server"};
        return endpoint;
    };
    return list("a list of addresses, some followed by :port", member, server);
}

Kind zone_name(std::string Settings::*member) {
    const auto read = [member](Settings& settings, std::string_view text) -> Result<void> {
        const auto name = text.empty() ? Result<std::string>(std::string()) : parse_domain(text);
        if (!name) return name.error();
        settings.*member = *name;
        return {};
    };
    return {"the name of a zone", read};
}

Kind ip_addresses(Texts Settings::*member) {
    return list("a list of IP addresses, with commas between them", member, ip_address);
}

Kind domains(Texts Settings::*member) {
    const auto domain = [](const std::string& text) { return parse_domain(text); };
    return list("a list of domain names, with commas between them", member, domain);
}

Kind networks(Texts Settings::*member) {
    const auto network = [](const std::string& text) -> Result<std::string> {
        const auto read = check::AllowedNetworks::parse({text});
        if (!read) return read.error();
        return text;
    };
    return list("a list of networks, with commas between them", member, network);
}

Kind mail_address(std::string Settings::*member) {
    const auto read = [member](Settings& settings, std::string_view text) -> Result<void> {
        const auto address = Address::parse(text);
        if (!text.empty() && !address) return address.error();
        settings.*member = text.empty() ? std::string() : address->str();
        return {};
    };
    return {"a mail address", read};
}

Kind database_uri(std::string Settings::*member) {
    const auto read = [member](Settings& settings, std::string_view text) -> Result<void> {
        const auto url = storage::DatabaseUrl::parse(text);
        if (!url) return url.error();
        settings.*member = std::string(text);
        return {};
    };
    return {"a database URI (engine://place)", read};
}

Kind file_path(std::string& (*part)(Settings&)) {
    const auto read = [part](Settings& settings, std::string_view text) -> Result<void> {
        if (!is_path(text)) return not_of_this_kind;
        part(settings) = std::string(text);
        return {};
    };
    return {"the path of a file", read};
}

Kind command(std::string& (*part)(Settings&)) {
    auto kind = file_path(part);
    kind.words = "a program and its arguments on one line";
    return kind;
}

} // namespace fingerpost::app
