#include "zone/layout.hpp"

#include "zone/octets.hpp"

namespace fingerpost::zone {

namespace {

Error malformed(const char* what) {
    return {Errc::bad_request, std::string("a malformed DNS message: ") + what};
}

/// False for a label of a kind that does not exist.
bool skip_name(Cursor& cursor) {
    while (!cursor.failed()) {
        const auto length = cursor.number<std::uint8_t>();
        if (length == 0) return true;
        if (length >= 0xc0) {
            cursor.bytes(1);
            return true;
        }
        if (length > 63) return false;
        cursor.bytes(length);
    }
    return true;
}

bool read_place(Cursor& cursor, Place& place) {
    place.at = cursor.at();
    if (!skip_name(cursor)) return false;
    place.type = cursor.number<std::uint16_t>();
    place.rclass = cursor.number<std::uint16_t>();
    place.data = place.end = cursor.at();
    return true;
}

} // namespace

Result<Layout> layout_of(std::string_view message, std::size_t records_max) {
    if (message.size() > message_max) return malformed("more than 65,535 octets");
    Cursor cursor(message);
    Layout layout;
    layout.id = cursor.number<std::uint16_t>();
    layout.flags = cursor.number<std::uint16_t>();
    const auto questions = cursor.number<std::uint16_t>();
    std::array<std::uint16_t, 3> counts{};
    std::size_t records = 0;
    for (auto& count : counts)
        records += count = cursor.number<std::uint16_t>();
    if (cursor.failed()) return malformed("no whole header");
    if (questions > 1) return malformed("several questions");
    if (records > records_max) return malformed("too many records");
    if (questions == 1 && !read_place(cursor, layout.question.emplace()))
        return malformed("a label that is none");
    for (std::size_t section = 0; section < counts.size(); ++section) {
        for (std::uint16_t i = 0; i < counts[section] && !cursor.failed(); ++i) {
            Place place;
            if (!read_place(cursor, place)) return malformed("a label that is none");
            cursor.bytes(sizeof(std::uint32_t)); // TTL
            const auto length = cursor.number<std::uint16_t>();
            place.data = cursor.at();
            cursor.bytes(length);
            place.end = cursor.at();
            layout.sections[section].push_back(place);
        }
    }
    if (cursor.failed()) return malformed("it is cut off");
    if (!cursor.at_end()) return malformed("octets after its end");
    return layout;
}

} // namespace fingerpost::zone
