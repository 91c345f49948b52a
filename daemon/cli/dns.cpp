#include "cli/dns.hpp"

namespace fingerpost::cli {

ServedRecords::ServedRecords(const Catalog& catalog, zone::HostSettings host)
    : catalog_(catalog), host_(std::move(host)) {}

Result<zone::Records> ServedRecords::of(std::string_view domain) {
    const auto* offer = catalog_.find(domain);
    if (!offer)
        return Error{
            Errc::not_found, std::string(domain) + " is not served; see: fingerpost domain list"};
    if (!last_ || &last_->offer() != offer)
        last_.emplace(*offer, host_, catalog_.held_document(*offer));
    return last_->of(domain);
}

} // namespace fingerpost::cli
