#include "protocol/mobileconfig.hpp"

#include "base/text.hpp"
#include "protocol/profile_payload.hpp"
#include "protocol/uuid.hpp"

#include <algorithm>
#include <array>

namespace fingerpost::protocol {

namespace {

constexpr std::string_view doctype = "plist PUBLIC \"-//Apple//DTD PLIST 1.0//EN\" "
                                     "\"http://www.apple.com/DTDs/PropertyList-1.0.dtd\"";
constexpr std::string_view mac = "mac"; ///< among Question::wanted
constexpr std::size_t longest_name = 200;

// ---- the request --------------------------------------------------------------------------------

bool is_password(std::string_view key) {
    const auto word = ascii_lower(key);
    for (const std::string_view part : {"passw", "passphrase", "passcode", "pwd"})
        if (word.find(part) != word.npos) return true;
    return word == "pass" || word == "pw" || word == "secret";
}

Error bad(std::string what) {
    return {Errc::bad_request, std::move(what)};
}

Result<void> take_address(std::string_view value, Question& question) {
    if (value.empty()) return {};
    auto address = Address::parse(percent_decoded(value));
    if (!address) return address.error();
    const auto is_same = [&](const Address& other) {
        return ascii_iequals(other.str(), address->str());
    };
    if (!question.address)
        question.address = std::move(*address);
    else if (!is_same(*question.address) && std::ranges::none_of(question.others, is_same))
        question.others.push_back(std::move(*address));
    if (question.others.size() < profile_addresses_max) return {};
    return bad("one profile holds " + std::to_string(profile_addresses_max) + " addresses at most");
}

/// A plus sign is a form's blank, in a name unlike in an address.
Result<void> take_name(std::string_view value, Question& question) {
    std::string name(value);
    std::ranges::replace(name, '+', ' ');
    question.display_name = std::string(trimmed(percent_decoded(name))).substr(0, longest_name);
    return {};
}

Result<void> take_kinds(std::string_view value, Question& question) {
    const auto asked = split_list(ascii_lower(percent_decoded(value)));
    for (const auto& name : asked)
        if (std::ranges::find(payload_kinds(), name, &PayloadKind::name) == payload_kinds().end())
            return bad("\"kinds\" may name " + payload_kind_names() + ", with commas between");
    for (const auto& kind : payload_kinds()) // in one order, so that equal profiles are equal
        if (std::ranges::find(asked, kind.name) != asked.end())
            question.wanted.emplace_back(kind.name);
    return {};
}

Result<void> take_device(std::string_view value, Question& question) {
    if (value == mac)
        question.wanted.emplace_back(mac);
    else if (!value.empty())
        return bad("\"device\" may only be mac; other devices need not be named");
    return {};
}

struct Parameter {
    std::string_view key;
    Result<void> (*take)(std::string_view value, Question&); ///< the value as sent
};
constexpr std::array parameters{
    Parameter{"emailaddress", take_address},
    Parameter{"name", take_name},
    Parameter{"kinds", take_kinds},
    Parameter{"device", take_device},
};

// ---- what identifies it -------------------------------------------------------------------------

/// Alike for every download of the same addresses.
struct Identity {
    std::string name; ///< reverse-DNS
    std::string url;  ///< what the UUID is made from

    Identity below(std::string_view part) const {
        return {name + '.' + std::string(part), url + '#' + std::string(part)};
    }
};

/// "com.example.mail." and the UUID of the addresses, of which the first names the domain.
Identity identity_of(std::vector<Address> addresses) {
    std::ranges::sort(addresses, {}, [](const auto& each) { return ascii_lower(each.str()); });
    const auto& domain = addresses.front().domain;
    Identity identity;
    identity.url = "https://" + domain + "/mobileconfig/";
    for (const auto& address : addresses)
        identity.url.append(&address == &addresses.front() ? "" : ",")
            .append(ascii_lower(address.str()));
    auto labels = split_list(domain, '.');
    std::ranges::reverse(labels);
    for (const auto& label : labels)
        identity.name.append(label).append(".");
    identity.name.append("mail.").append(ascii_lower(url_uuid(identity.url)));
    return identity;
}

/// Of an address in a profile of several: no other profile has its payloads.
Identity account_identity(const Identity& profile, const Address& address) {
    const auto url = profile.url + '#' + ascii_lower(address.str());
    return {profile.name + '.' + ascii_lower(url_uuid(url)), url};
}

void add_common(const Dict& dict, std::string_view type, const Identity& identity) {
    dict.text("PayloadType", type);
    dict.number("PayloadVersion", 1);
    dict.text("PayloadIdentifier", identity.name);
    dict.text("PayloadUUID", url_uuid(identity.url));
}

// ---- the profile --------------------------------------------------------------------------------

/// One address, and what of it goes into the profile.
struct Account {
    const AccountSettings* settings;
    PayloadKinds payloads;
};

Error unserved(std::span<const Found> found) {
    if (found.size() == 1)
        return {Errc::not_found, "nobody here serves the domain of this address"};
    std::string positions;
    for (std::size_t i = 0; i < found.size(); ++i)
        if (!found[i])
            positions.append(positions.empty() ? "" : ", ").append(std::to_string(i + 1));
    return {
        Errc::not_found,
        "of the " + std::to_string(found.size()) +
            " addresses, nobody here serves the domain of number " + positions};
}

Result<std::vector<Account>> accounts_of(const Question& question, std::span<const Found> found) {
    auto kinds = question.wanted;
    const bool for_mac = std::erase(kinds, mac) > 0;
    if (!std::ranges::all_of(found, [](const auto& one) { return one.has_value(); }))
        return unserved(found);
    std::vector<Account> accounts;
    for (const auto& one : found) {
        accounts.push_back({&*one, chosen_payloads(*one, kinds, for_mac)});
        if (accounts.back().payloads.empty())
            return Error{
                Errc::unavailable,
                one->domain + " offers nothing that " + (kinds.empty() ? "" : "such ") +
                    "a profile can hold"};
    }
    return accounts;
}

std::string joined(const std::vector<Account>& accounts) {
    std::string addresses;
    for (const auto& account : accounts)
        addresses.append(addresses.empty() ? "" : ", ").append(account.settings->address->str());
    return addresses;
}

/// "Mail, calendar and contacts of this address."
std::string description_of(const std::vector<Account>& accounts) {
    std::vector<std::string> titles;
    for (const auto& kind : payload_kinds())
        if (std::ranges::any_of(accounts, [&](const auto& account) {
                return std::ranges::find(account.payloads, &kind) != account.payloads.end();
            }))
            titles.push_back(titles.empty() ? std::string(kind.title) : ascii_lower(kind.title));
    std::string text;
    for (std::size_t i = 0; i < titles.size(); ++i)
        text.append(i == 0 ? "" : i + 1 == titles.size() ? " and " : ", ").append(titles[i]);
    return text + (accounts.size() == 1 ? " of this address." : " of these addresses.");
}

void add_payloads(
    const XmlNode& to, const Account& account, const Identity& identity, bool for_mac
) {
    for (const auto* kind : account.payloads) {
        const Dict dict(to.add("dict"));
        add_common(dict, kind->type, identity.below(kind->part));
        dict.text("PayloadDisplayName", kind->title);
        kind->fill(dict, {*account.settings, account.payloads, for_mac});
    }
}

/// Letters, digits, dots and hyphens of an address; the rest would need quoting in the header.
std::string file_name(const std::vector<Account>& accounts) {
    const auto& address = *accounts.front().settings->address;
    auto name = address.local + "-at-" + address.domain;
    std::ranges::replace_if(
        name,
        [](char c) {
            return percent_encoded({&c, 1}).size() > 1 || c == '_' || c == '~';
        },
        '_'
    );
    if (accounts.size() > 1) name += "-and-" + std::to_string(accounts.size() - 1) + "-more";
    return name + ".mobileconfig";
}

} // namespace

Result<Question> parse_mobileconfig(const Request& request) {
    Question question;
    const auto pairs = query_pairs(request.query);
    if (std::ranges::any_of(pairs, [](const auto& pair) { return is_password(pair.first); }))
        return bad("a password does not belong in a URL, which servers and browsers write down; "
                   "leave it out, the device asks for it");
    for (const auto& [key, value] : pairs) {
        const auto* known = std::ranges::find(parameters, key, &Parameter::key);
        if (known == parameters.end()) continue;
        const auto taken = known->take(value, question);
        if (!taken) return taken.error();
    }
    if (!question.address) return bad("Missing request argument \"emailaddress\"");
    return question;
}

Result<Response> render_mobileconfig(const Question& question, std::span<const Found> found) {
    const auto accounts = accounts_of(question, found);
    if (!accounts) return accounts.error();
    std::vector<Address> addresses;
    for (const auto& account : *accounts)
        addresses.push_back(*account.settings->address);
    const auto identity = identity_of(addresses);
    const auto& provider = accounts->front().settings->provider_name();
    XmlWriter writer;
    const auto root = writer.root("plist");
    root.attribute("version", "1.0");
    const Dict profile(root.add("dict"));
    add_common(profile, "Configuration", identity);
    profile.text("PayloadDisplayName", provider + " (" + joined(*accounts) + ')');
    profile.text("PayloadDescription", description_of(*accounts));
    profile.text("PayloadOrganization", provider);
    profile.flag("PayloadRemovalDisallowed", false);
    const auto payloads = profile.array("PayloadContent");
    const bool for_mac = std::ranges::find(question.wanted, mac) != question.wanted.end();
    for (const auto& account : *accounts) {
        const auto own = accounts->size() == 1
                             ? identity
                             : account_identity(identity, *account.settings->address);
        add_payloads(payloads, account, own, for_mac);
    }
    return Response{
        200,
        "application/x-apple-aspen-config",
        writer.str(doctype),
        {{"Cache-Control", "no-store"},
         {"Content-Disposition", "attachment; filename=\"" + file_name(*accounts) + '"'}}};
}

Response refuse_mobileconfig(const Request&, const Error& error, TimeOfDay) {
    return {http_status(error.code), "text/plain; charset=utf-8", error.what + '\n', {}};
}

} // namespace fingerpost::protocol
