#include "zone/autodiscover_srv.hpp"

#include "zone/presentation.hpp"

namespace fingerpost::zone {

void add_autodiscover_srv(const Subject& subject, Records& records) {
    const auto& host = subject.host;
    if (host.public_hostname.empty() && host.addresses.empty()) return;
    // of a host known only by address, autodiscover.<domain> is the name and no alias
    const auto target =
        host.public_hostname.empty() ? below("autodiscover", subject.domain) : host.public_hostname;
    records.push_back(
        {below("_autodiscover._tcp", subject.domain),
         "SRV",
         srv_data(0, 1, 443, target),
         host.ttl,
         Level::optional,
         "Outlook asks here last; the certificate need only name the target ([MS-OXDISCO])"}
    );
}

} // namespace fingerpost::zone
