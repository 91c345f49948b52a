#include "zone/catalog_zone.hpp"

#include "protocol/digest.hpp"
#include "zone/presentation.hpp"

namespace fingerpost::zone {

namespace {

constexpr std::uint32_t ttl = 0; // nobody but consumers asks
constexpr std::size_t label_octets = 20;

} // namespace

ZoneHead catalog_head(std::string_view catalog) {
    ZoneHead head;
    head.origin = absolute(catalog);
    head.primary = head.responsible = "invalid."; // RFC 9432 §4.1
    head.ttl = head.negative_ttl = ttl;
    head.refresh = 3600;
    head.retry = 600;
    head.expire = 2147483646; // a member is dropped when we say so, never by time
    return head;
}

Records catalog_frame(std::string_view catalog) {
    return {
        {absolute(catalog), "NS", "invalid.", ttl},
        {below("version", catalog), "TXT", "\"2\"", ttl}};
}

std::string catalog_label(std::string_view member) {
    return protocol::hex(protocol::sha256(absolute(member)).substr(0, label_octets));
}

Record catalog_member(std::string_view catalog, std::string_view member) {
    return {below(catalog_label(member) + ".zones", catalog), "PTR", absolute(member), ttl};
}

Records catalog_zone(std::string_view catalog, std::span<const std::string> members) {
    auto records = catalog_frame(catalog);
    records.reserve(records.size() + members.size());
    for (const auto& member : members)
        records.push_back(catalog_member(catalog, member));
    return records;
}

} // namespace fingerpost::zone
