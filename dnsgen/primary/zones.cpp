#include "primary/zones.hpp"

#include "protocol/digest.hpp"
#include "zone/catalog_zone.hpp"

#include <array>
#include <cstdint>
#include <cstring>
#include <vector>

namespace fingerpost::primary {

namespace {

bool is_zone(std::string_view row) {
    return !row.starts_with('*');
}

/// A domain's zone, with the records it points into.
struct DomainZone {
    zone::Records ours;
    zone::WholeZone whole;
};

zone::NextRecord records_of(std::shared_ptr<const DomainZone> zone) {
    return [zone = std::move(zone), at = std::size_t{0}](zone::Record& record) mutable {
        const auto& name_servers = zone->whole.name_servers;
        const auto& lines = zone->whole.lines;
        const auto place = at++;
        if (place < name_servers.size()) {
            record = name_servers[place];
            return true;
        }
        const auto line = place - name_servers.size();
        if (line >= lines.size()) return false;
        record = *lines[line].record;
        record.ttl = lines[line].ttl;
        return true;
    };
}

/// A hoster's catalog zone has a million members: they are kept as names of the catalog, and only
/// while it is transferred.
struct Members {
    std::shared_ptr<const Catalog> catalog; ///< holds the names
    std::string zone;
    zone::Records frame;
    std::vector<std::string_view> names = {};

    void find_names() {
        names.reserve(catalog->domains());
        catalog->for_each([this](std::string_view row, const Offer&) {
            if (is_zone(row)) names.push_back(row);
        });
    }
};

zone::NextRecord records_of(std::shared_ptr<Members> members) {
    return [members = std::move(members), at = std::size_t{0}](zone::Record& record) mutable {
        const auto& frame = members->frame;
        const auto place = at++;
        if (place == 0) members->find_names();
        if (place >= frame.size() + members->names.size()) return false;
        record = place < frame.size()
                     ? frame[place]
                     : zone::catalog_member(members->zone, members->names[place - frame.size()]);
        return true;
    };
}

using Sum = std::array<std::uint64_t, 2>;

Sum number_of(std::string_view member) {
    Sum number{};
    std::memcpy(number.data(), protocol::sha256(member).data(), sizeof number);
    return number;
}

void add(Sum& sum, const Sum& number) {
    sum[0] += number[0];
    sum[1] += number[1];
}

void subtract(Sum& sum, const Sum& number) {
    sum[0] -= number[0];
    sum[1] -= number[1];
}

} // namespace

Zones::Zones(std::shared_ptr<const Catalog> catalog, std::shared_ptr<const Settings> settings)
    : catalog_(std::move(catalog)), settings_(std::move(settings)),
      records_(*catalog_, settings_->host) {}

bool Zones::owns(std::string_view zone) const {
    if (!zone.empty() && zone == settings_->catalog_zone) return true;
    return is_zone(zone) && catalog_->find_row(zone);
}

Result<Content> Zones::content(const std::string& zone) const {
    if (!owns(zone)) return Error{Errc::not_found, zone + " is no zone of ours"};
    if (zone == settings_->catalog_zone) return catalog_content();
    return domain_content(zone);
}

Result<Content> Zones::domain_content(const std::string& domain) const {
    auto made = std::make_shared<DomainZone>();
    auto ours = records_.of(domain);
    if (!ours) return ours.error();
    made->ours = std::move(*ours);
    auto whole = zone::whole_zone(domain, made->ours, settings_->zone);
    if (!whole) return whole.error();
    made->whole = std::move(*whole);
    Content content{made->whole.head, zone::digest(made->whole), {}};
    content.records = records_of(std::move(made));
    return content;
}

Content Zones::catalog_content() const {
    const auto& name = settings_->catalog_zone;
    const auto& sum = members();
    const auto made = std::make_shared<Members>(Members{catalog_, name, zone::catalog_frame(name)});
    const auto digest = std::to_string(sum[0]) + ' ' + std::to_string(sum[1]);
    return {zone::catalog_head(name), digest, records_of(made)};
}

const Zones::Sum& Zones::members() const {
    if (members_) return *members_;
    members_.emplace();
    catalog_->for_each([this](std::string_view row, const Offer&) {
        if (is_zone(row)) add(*members_, number_of(row));
    });
    return *members_;
}

/// From what is known of the catalog before.
const Zones::Sum& Zones::members(const Zones& before) const {
    if (members_) return *members_;
    auto sum = before.members();
    catalog_->for_each_change(
        *before.catalog_,
        [&](std::string_view row, const Offer* was, const Offer* is) {
            if (!is_zone(row)) return;
            if (is && !was) add(sum, number_of(row));
            if (was && !is) subtract(sum, number_of(row));
        }
    );
    return members_.emplace(sum);
}

void Zones::changes(const Zones& before, const std::function<bool(const std::string& zone)>& visit)
    const {
    const auto& catalog_zone = settings_->catalog_zone;
    bool wanted = true;
    if (!catalog_zone.empty() && before.members() != members(before)) wanted = visit(catalog_zone);
    catalog_->for_each_change(
        *before.catalog_,
        [&](std::string_view row, const Offer* was, const Offer* is) {
            if (!wanted || !is || !is_zone(row)) return;
            if (was && *before.records_.of(row) == *records_.of(row)) return;
            wanted = visit(std::string(row));
        }
    );
}

} // namespace fingerpost::primary
