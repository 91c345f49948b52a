#include "zone/message_writer.hpp"

#include "zone/layout.hpp"
#include "zone/octets.hpp"

namespace fingerpost::zone {

namespace {

constexpr std::size_t question_count_at = 4;
constexpr std::size_t record_counts_at = 6;
constexpr std::size_t place_max = 0x3fff; // what a pointer can say
constexpr std::uint64_t pointer = 0xc000;

} // namespace

MessageWriter::MessageWriter(std::uint16_t id, std::uint16_t flags) {
    append_octets(octets_, id, 2);
    append_octets(octets_, flags, 2);
    octets_.resize(header_size);
}

Result<void> MessageWriter::question(std::string_view name, const std::string& type) {
    const auto owner = name_to_wire(name);
    if (!owner) return owner.error();
    const auto number = type_number(type);
    if (number == 0) return Error{Errc::bad_request, "\"" + type + "\" is no type of record"};
    count(question_count_at);
    append_name(*owner);
    append_octets(octets_, number, 2);
    append_octets(octets_, class_in, 2);
    return {};
}

bool MessageWriter::add(
    Section section, const WireRecord& record, std::uint16_t rclass, std::size_t size_max
) {
    const auto before = octets_.size();
    append_name(record.owner);
    append_octets(octets_, record.type, 2);
    append_octets(octets_, rclass, 2);
    append_octets(octets_, record.ttl, 4);
    append_octets(octets_, record.data.size(), 2);
    octets_ += record.data;
    if (octets_.size() > size_max) {
        octets_.resize(before);
        std::erase_if(places_, [&](const auto& place) { return place.second >= before; });
        return false;
    }
    count(record_counts_at + 2 * static_cast<std::size_t>(section));
    return true;
}

void MessageWriter::append_name(std::string_view name) {
    while (name.size() > 1) {
        if (const auto known = places_.find(name); known != places_.end()) {
            append_octets(octets_, pointer | known->second, 2);
            return;
        }
        if (octets_.size() <= place_max) places_.emplace(name, octets_.size());
        const auto label = 1U + static_cast<unsigned char>(name.front());
        octets_ += name.substr(0, label);
        name.remove_prefix(label);
    }
    octets_ += '\0';
}

void MessageWriter::count(std::size_t at) {
    if (++octets_[at + 1] == 0) ++octets_[at];
}

} // namespace fingerpost::zone
