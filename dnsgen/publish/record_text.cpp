#include "publish/record_text.hpp"

#include "base/text.hpp"
#include "protocol/digest.hpp"
#include "zone/presentation.hpp"

#include <algorithm>
#include <tuple>

namespace fingerpost::publish {

namespace {

void append(
    std::string& text,
    std::string_view owner,
    std::uint32_t ttl,
    std::string_view type,
    std::string_view value
) {
    text.append(owner).append(" ").append(std::to_string(ttl));
    text.append(" ").append(type).append(" ").append(value).append("\n");
}

/// What stands before the next blank, taken off the line.
std::string_view word(std::string_view& line) {
    const auto found = line.substr(0, line.find(' '));
    line.remove_prefix(std::min(found.size() + 1, line.size()));
    return found;
}

} // namespace

std::string to_text(const RRsets& sets, std::string_view domain) {
    const auto origin = zone::absolute(domain);
    std::vector<std::string> lines;
    for (const auto& set : sets)
        for (const auto& value : set.values)
            append(
                lines.emplace_back(), zone::relative(set.owner, origin), set.ttl, set.type, value
            );
    std::ranges::sort(lines); // absolute owners sort differently for each domain
    std::string text;
    for (const auto& line : lines)
        text += line;
    return text;
}

Result<RRsets> from_text(std::string_view text, std::string_view domain) {
    const auto origin = zone::absolute(domain);
    RRsets sets;
    while (!text.empty()) {
        auto line = text.substr(0, text.find('\n'));
        text.remove_prefix(std::min(line.size() + 1, text.size()));
        const std::string whole(line);
        const auto owner = word(line);
        const auto ttl = to_integer(word(line), 0, 0x7fffffff);
        const auto type = word(line);
        if (!ttl || line.empty())
            return Error{Errc::bad_request, "no record as the registry keeps them: " + whole};
        zone::RRset set{
            zone::absolute(owner, origin), std::string(type), static_cast<std::uint32_t>(*ttl), {}};
        const bool same =
            !sets.empty() && sets.back().owner == set.owner && sets.back().type == set.type;
        if (!same) sets.push_back(std::move(set));
        sets.back().values.emplace_back(line);
    }
    std::ranges::sort(sets, {}, [](const zone::RRset& set) {
        return std::tie(set.owner, set.type);
    });
    return sets;
}

std::string digest_of(const zone::Records& records, std::string_view domain) {
    const auto origin = zone::absolute(domain);
    std::string text;
    text.reserve(records.size() * 80);
    for (const auto& record : records)
        append(text, zone::relative(record.owner, origin), record.ttl, record.type, record.data);
    return protocol::hex(protocol::sha256(text)).substr(0, 16);
}

} // namespace fingerpost::publish
