#include "zone/presentation.hpp"

namespace fingerpost::zone {

namespace {

constexpr std::size_t string_max = 255; // RFC 1035 §3.3, <character-string>

void append_escaped(std::string& text, std::string_view octets) {
    for (const char c : octets) {
        const auto octet = static_cast<unsigned char>(c);
        if (c == '"' || c == '\\') {
            text.append(1, '\\').append(1, c);
        } else if (octet >= 0x20 && octet < 0x7f) {
            text += c;
        } else {
            text += '\\';
            for (const int unit : {100, 10, 1})
                text += static_cast<char>('0' + octet / unit % 10);
        }
    }
}

void append_string(std::string& text, std::string_view octets) {
    text += '"';
    append_escaped(text, octets);
    text += '"';
}

} // namespace

std::string escaped(std::string_view octets) {
    std::string text;
    append_escaped(text, octets);
    return text;
}

std::string absolute(std::string_view name) {
    std::string text(name);
    if (!text.ends_with('.')) text += '.';
    return text;
}

bool is_absolute(std::string_view name) {
    if (!name.ends_with('.')) return false;
    name.remove_suffix(1);
    const auto end = name.find_last_not_of('\\');
    return (name.size() - (end == name.npos ? 0 : end + 1)) % 2 == 0;
}

std::string absolute(std::string_view name, std::string_view origin) {
    if (is_absolute(name)) return std::string(name);
    if (name == "@") return std::string(origin);
    std::string text(name);
    if (origin != ".") text += '.';
    return text.append(origin);
}

std::string below(std::string_view label, std::string_view domain) {
    std::string owner;
    owner.reserve(label.size() + domain.size() + 2);
    owner.append(label).append(1, '.').append(domain);
    if (!owner.ends_with('.')) owner += '.';
    return owner;
}

std::string at_or_below(std::string_view label, std::string_view domain) {
    return label == "@" ? absolute(domain) : below(label, domain);
}

bool is_within(std::string_view name, std::string_view domain) {
    if (!name.ends_with(domain)) return false;
    if (name.size() == domain.size()) return true;
    const auto rest = name.substr(0, name.size() - domain.size());
    return rest.ends_with('.') && !rest.ends_with("\\.");
}

std::string_view relative(std::string_view owner, std::string_view origin) {
    if (owner == origin) return "@";
    if (!is_within(owner, origin)) return owner;
    return owner.substr(0, owner.size() - origin.size() - 1);
}

std::string txt_data(std::string_view octets) {
    std::string text;
    text.reserve(octets.size() + 2);
    append_string(text, octets.substr(0, string_max));
    while (octets.size() > string_max) {
        octets.remove_prefix(string_max);
        text += ' ';
        append_string(text, octets.substr(0, string_max));
    }
    return text;
}

std::optional<std::string> txt_pair(std::string_view octets) {
    if (octets.size() > string_max) return std::nullopt;
    return txt_data(octets);
}

std::string srv_data(
    std::uint16_t priority, std::uint16_t weight, std::uint16_t port, std::string_view target
) {
    auto data = std::to_string(priority);
    data.append(" ").append(std::to_string(weight));
    data.append(" ").append(std::to_string(port));
    data.append(" ").append(target);
    if (!data.ends_with('.')) data += '.';
    return data;
}

} // namespace fingerpost::zone
