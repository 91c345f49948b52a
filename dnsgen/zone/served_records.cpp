#include "zone/served_records.hpp"

namespace fingerpost::zone {

namespace {

constexpr std::size_t known_max = 64; // a few kilobytes each

} // namespace

ServedRecords::ServedRecords(const Catalog& catalog, HostSettings host)
    : catalog_(catalog), host_(std::move(host)) {}

Result<Records> ServedRecords::of(std::string_view domain) {
    const auto* offer = catalog_.find(domain);
    if (!offer)
        return Error{
            Errc::not_found, std::string(domain) + " is not served; see: fingerpost domain list"};
    auto found = known_.find(offer);
    if (found == known_.end()) {
        if (known_.size() == known_max) known_.clear();
        found = known_.try_emplace(offer, *offer, host_, catalog_.held_document(*offer)).first;
    }
    return found->second.of(domain);
}

} // namespace fingerpost::zone
