#include "zone/sieve_srv.hpp"

#include "catalog/mail_flow.hpp"
#include "zone/srv.hpp"

#include <array>
#include <vector>

namespace fingerpost::zone {

namespace {

constexpr std::array names{SrvName{
    "_sieve._tcp",
    {Grade::optional, "the ManageSieve server is found here", "filter editors", "RFC 5804 §1.8"},
    {Grade::optional,
     "tells clients that there is no ManageSieve server",
     "filter editors",
     "RFC 5804 §1.8, RFC 2782"}}};

} // namespace

void add_sieve_srv(const Subject& subject, Records& records) {
    // nothing known of this domain's mail, or that there is none
    if (subject.offer.servers.empty() || refuses_mail(subject.offer)) return;
    std::vector<SrvTarget> targets;
    for (const auto& server : subject.offer.servers) {
        if (server.service != Service::managesieve) continue;
        // the name means STARTTLS (RFC 5804 §1.8, §2.2); none exists for implicit TLS
        const bool listed = server.security == Security::starttls;
        targets.push_back({&names[0], listed ? std::string_view(server.host) : "", server.port});
    }
    add_srv(subject, names, targets, records);
}

} // namespace fingerpost::zone
