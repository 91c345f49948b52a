#include "check/told_source.hpp"

#include "check/discovery_json.hpp"
#include "check/document_place.hpp"
#include "check/document_reading.hpp"
#include "http/url.hpp"
#include "trace/autoconfig_reader.hpp"
#include "trace/pox_reader.hpp"

#include <algorithm>
#include <array>

namespace fingerpost::check {

namespace {

using probe::Dialogue;
using probe::Protection;
using trace::Secured;
using trace::Settings;

struct Kind {
    std::string_view kind; ///< as trace has it
    std::string_view service;
    Dialogue dialogue;
};
constexpr std::array kinds{
    Kind{"imap", "IMAP", Dialogue::imap},
    Kind{"pop3", "POP3", Dialogue::pop3},
    Kind{"smtp", "submission", Dialogue::smtp},
    Kind{"sieve", "ManageSieve", Dialogue::managesieve},
    Kind{"caldav", "CalDAV", Dialogue::none},
    Kind{"carddav", "CardDAV", Dialogue::none},
    Kind{"jmap", "JMAP", Dialogue::none},
};

struct Label {
    std::string_view label;
    std::string_view kind;
    Protection protection;
};
constexpr std::array labels{
    Label{"_imaps._tcp", "imap", Protection::tls},
    Label{"_imap._tcp", "imap", Protection::starttls},
    Label{"_pop3s._tcp", "pop3", Protection::tls},
    Label{"_pop3._tcp", "pop3", Protection::starttls},
    Label{"_submissions._tcp", "smtp", Protection::tls},
    Label{"_submission._tcp", "smtp", Protection::starttls},
    Label{"_sieve._tcp", "sieve", Protection::starttls},
    Label{"_caldavs._tcp", "caldav", Protection::tls},
    Label{"_caldav._tcp", "caldav", Protection::none},
    Label{"_carddavs._tcp", "carddav", Protection::tls},
    Label{"_carddav._tcp", "carddav", Protection::none},
    Label{"_jmap._tcp", "jmap", Protection::tls},
};

Protection protection_of(Secured secured) {
    if (secured == Secured::tls) return Protection::tls;
    return secured == Secured::starttls ? Protection::starttls : Protection::none;
}

class Collected {
public:
    void
    add(std::string_view kind, Protection protection, const std::string& host, std::uint16_t port) {
        const auto* const row = std::ranges::find(kinds, kind, &Kind::kind);
        if (row == kinds.end()) return;
        Statement statement{std::string(row->service), row->dialogue, protection, host, port};
        if (std::ranges::find(says, statement) == says.end()) says.push_back(std::move(statement));
    }

    void add(const Settings& settings) {
        for (const auto* server : {&settings.incoming, &settings.outgoing})
            if (*server && (*server)->secured != Secured::either)
                add((*server)->kind,
                    protection_of((*server)->secured),
                    (*server)->host,
                    (*server)->port);
        for (const auto& account : settings.dav)
            if (const auto url = http::parse_url(account.url))
                add(account.kind,
                    url->tls ? Protection::tls : Protection::none,
                    url->host,
                    url->port);
    }

    void add(const Readings& readings) {
        for (const auto& reading : readings)
            if (reading.settings) add(*reading.settings);
    }

    std::vector<Statement> says;
};

using Statements = std::vector<Statement>;
using StatementReader = Statements (*)(const http::Reply& reply, const Address& address);

/// No client takes all servers of a document: it is read once for each kind and each word.
Statements read_autoconfig(const http::Reply& reply, const Address& address) {
    Collected collected;
    for (const std::string_view kind : {"imap", "pop3"})
        for (const std::string_view socket : {"SSL", "STARTTLS", "plain"}) {
            trace::DocumentRules rules;
            rules.kinds = kind;
            rules.sockets = socket;
            rules.user = trace::UserName::optional;
            rules.both = false;
            if (const auto told = trace::read_autoconfig(rules, "text/xml", reply.body, address))
                collected.add(*told);
        }
    return collected.says;
}

Statements read_autodiscover(const http::Reply& reply, const Address& address) {
    Collected collected;
    for (const std::string_view kind : {"IMAP", "POP3"}) {
        auto rules = trace::outlook_pox;
        rules.kinds = kind;
        if (const auto told = trace::read_pox(rules, "text/xml", reply.body, address))
            collected.add(told->settings);
    }
    return collected.says;
}

template <DocumentReader reader>
Statements read_as(const http::Reply& reply, const Address& address) {
    Collected collected;
    collected.add(reader(reply.header("content-type"), reply.body, address));
    return collected.says;
}

/// The first place where anything is said; unknown when nothing is and not all is known.
Source first_of(
    std::string name, const Subject& subject, const DocumentPlaces& places, StatementReader read
) {
    Source source{std::move(name)};
    for (const auto& place : places) {
        if (place.found.is_unknown() && source.unknown.empty()) source.unknown = place.found.what();
        if (!place.found.page || !place.found.page->success()) continue;
        source.says = read(*place.found.page, asking_address(subject));
        if (source.says.empty()) continue;
        source.unknown.clear();
        break;
    }
    return source;
}

Source from_json(const Subject& subject, Evidence& evidence) {
    auto places = json_places(subject, evidence, "AutodiscoverV1");
    auto& place = places.front();
    if (place.found.page && place.found.page->success()) {
        const auto url = read_autodiscover_json(place.found.page->body);
        if (!url) return {"autodiscover JSON"};
        place.found = follow(evidence, autodiscover_query(subject, *url));
    }
    return first_of("autodiscover JSON", subject, places, read_autodiscover);
}

/// Of one name, what clients try first.
void add_srv(const resolve::Answer& answer, const Label& label, Collected& collected) {
    const auto records = resolve::all<resolve::Srv>(answer);
    const auto first = std::ranges::min_element(records, {}, &resolve::Srv::priority);
    for (const auto& srv : records) {
        if (srv.priority != first->priority) continue;
        const bool denied = srv.target == ".";
        const auto host = denied ? std::string() : srv.target;
        collected.add(label.kind, label.protection, host, denied ? std::uint16_t(0) : srv.port);
    }
}

} // namespace

Source told_by_srv(const Subject& subject, Evidence& evidence) {
    Source source{"SRV"};
    Collected collected;
    for (const auto& label : labels) {
        const auto name = std::string(label.label) + '.' + subject.domain;
        const auto& answer = evidence.dns(name, resolve::Type::srv);
        if (answer.outcome == resolve::Outcome::unknown)
            source.unknown = name + ": " + resolve::summary(answer);
        add_srv(answer, label, collected);
    }
    source.says = std::move(collected.says);
    return source;
}

std::vector<Source> told_sources(const Subject& subject, Evidence& evidence) {
    const auto read_profile = read_as<read_profile_as_devices>;
    const auto read_pacc = read_as<read_pacc_as_clients>;
    return {
        first_of("autoconfig", subject, autoconfig_places(subject, evidence), read_autoconfig),
        first_of(
            "autodiscover", subject, autodiscover_places(subject, evidence), read_autodiscover
        ),
        from_json(subject, evidence),
        first_of("profile", subject, profile_places(subject, evidence), read_profile),
        first_of("PACC", subject, pacc_places(subject, evidence), read_pacc),
        told_by_srv(subject, evidence)};
}

} // namespace fingerpost::check
