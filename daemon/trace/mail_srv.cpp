#include "trace/mail_srv.hpp"

#include <algorithm>
#include <array>
#include <iterator>

namespace fingerpost::trace {

namespace {

// clang-format off
constexpr std::array claws_incoming{
    SrvService{"_imaps", "imap"},
    SrvService{"_imap", "imap", Secured::starttls},
};
constexpr std::array claws_outgoing{
    SrvService{"_submission", "smtp", Secured::starttls, 465},
};
constexpr std::array evolution_incoming{
    SrvService{"_imaps", "imap"},
    SrvService{"_imap", "imap", Secured::starttls},
    SrvService{"_pop3s", "pop3"},
    SrvService{"_pop3", "pop3", Secured::starttls},
};
constexpr std::array evolution_outgoing{
    SrvService{"_submissions", "smtp"},
    SrvService{"_submission", "smtp", Secured::starttls},
};
constexpr std::array fairemail_incoming{
    SrvService{"_imaps", "imap"},
    SrvService{"_imap", "imap", Secured::starttls, 0, 143},
};
constexpr std::array fairemail_outgoing{
    SrvService{"_submissions", "smtp"},
    SrvService{"_submission", "smtp", Secured::starttls, 0, 587},
};
// clang-format on

struct Candidate {
    const SrvService* service;
    resolve::Srv srv;
};

std::vector<Candidate> candidates_of(
    const MailSrvRules& rules, const std::vector<SrvFound>& found, const resolve::Lottery& draw
) {
    std::vector<Candidate> candidates;
    for (const auto& label : found)
        for (const auto& srv : rules.merged ? label.records : in_order(label.records, draw))
            if (srv.target != ".") candidates.push_back({label.service, srv});
    if (rules.merged)
        std::stable_sort(
            candidates.begin(),
            candidates.end(),
            [](const Candidate& a, const Candidate& b) {
                if (a.srv.priority != b.srv.priority) return a.srv.priority < b.srv.priority;
                return a.srv.weight > b.srv.weight;
            }
        );
    return candidates;
}

Secured secured(const SrvService& service, std::uint16_t port) {
    if (service.tls_on != 0 && port == service.tls_on) return Secured::tls;
    if (service.starttls_only_on != 0 && port != service.starttls_only_on) return Secured::tls;
    return service.secured;
}

} // namespace

constinit const MailSrvRules claws_srv{
    .source = "Claws Mail, gtkutils.c and wizard.c (auto-configuration)",
    .incoming = claws_incoming,
    .outgoing = claws_outgoing};

constinit const MailSrvRules evolution_srv{
    .source = "Evolution, e-srv-config-lookup.c",
    .incoming = evolution_incoming,
    .outgoing = evolution_outgoing};

constinit const MailSrvRules fairemail_srv{
    .source = "FairEmail, EmailProvider.java (fromDNS)",
    .incoming = fairemail_incoming,
    .outgoing = fairemail_outgoing,
    .merged = true,
    .both = true};

bool offers(const SrvFound& found) {
    return std::any_of(found.records.begin(), found.records.end(), [](const resolve::Srv& srv) {
        return srv.target != ".";
    });
}

SrvChoice choose(
    const MailSrvRules& rules,
    const std::vector<SrvFound>& found,
    const Address& address,
    const resolve::Lottery& draw
) {
    const auto candidates = candidates_of(rules, found, draw);
    if (candidates.empty()) return {};
    const auto& [service, srv] = candidates.front();
    SrvChoice choice;
    choice.service = service;
    choice.server.kind = service->kind;
    choice.server.host = srv.target;
    choice.server.port = srv.port;
    choice.server.secured = secured(*service, srv.port);
    choice.server.user_name = address.str();
    return choice;
}

} // namespace fingerpost::trace
