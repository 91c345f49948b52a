#include "zone/autodiscover_srv.hpp"

#include "zone/presentation.hpp"

namespace fingerpost::zone {

namespace {

constexpr Reason reason{
    Grade::optional,
    "Microsoft clients ask here last; the certificate need only name the target",
    "Outlook",
    "[MS-OXDISCO]"};

} // namespace

void add_autodiscover_srv(const Subject& subject, Records& records) {
    const auto& host = subject.host;
    if (host.public_hostname.empty() && host.addresses.empty()) return;
    // of a host known only by address, autodiscover.<domain> is the name and no alias
    const auto target =
        host.public_hostname.empty() ? below("autodiscover", subject.domain) : host.public_hostname;
    auto owner = below("_autodiscover._tcp", subject.domain);
    records.push_back(
        make_record(std::move(owner), "SRV", srv_data(0, 1, 443, target), host.ttl, reason)
    );
}

} // namespace fingerpost::zone
