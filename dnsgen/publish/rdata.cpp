#include "publish/rdata.hpp"

#include "base/text.hpp"

#include <algorithm>
#include <array>

namespace fingerpost::publish {

namespace {

/// What lies between the quotes of all strings. Values are as normalised() writes them.
std::string joined(std::string_view value) {
    std::string text;
    bool quoted = false;
    for (std::size_t i = 0; i < value.size(); ++i) {
        if (value[i] == '"') {
            quoted = !quoted;
        } else if (quoted) {
            text += value[i];
            if (value[i] == '\\' && i + 1 < value.size()) text += value[++i];
        }
    }
    return text;
}

struct Kind {
    std::string_view begins; ///< in any letter case, as far as its specification goes
    std::string_view label;  ///< the owner's first labels; "": any owner
};

constexpr std::array kinds{
    Kind{"v=spf1", ""},                // RFC 7208 §3.2
    Kind{"v=dmarc1", "_dmarc."},       // RFC 7489 §6.6.3
    Kind{"v=stsv1", "_mta-sts."},      // RFC 8461 §3.1
    Kind{"v=tlsrptv1", "_smtp._tls."}, // RFC 8460 §3
    Kind{"v=bimi1", ""},
};

bool begins_word(std::string_view text, std::string_view word) {
    if (!ascii_iequals(text.substr(0, word.size()), word)) return false;
    return text.size() == word.size() || text[word.size()] == ' ' || text[word.size()] == ';';
}

} // namespace

std::string meaning(std::string_view type, std::string_view value) {
    if (type != "TXT" || value.starts_with("\"path=")) return std::string(value);
    return joined(value);
}

std::string_view singleton(std::string_view owner, std::string_view type, std::string_view value) {
    if (type != "TXT") return {};
    if (owner.find("._domainkey.") != owner.npos) return "DKIM key"; // RFC 6376 §3.6.2.2
    const auto text = joined(value);
    for (const auto& [begins, label] : kinds)
        if (owner.starts_with(label) && begins_word(text, begins)) return begins;
    return {};
}

bool is_exclusive(std::string_view type) {
    constexpr std::array<std::string_view, 5> types{"A", "AAAA", "CNAME", "MX", "SRV"};
    return std::ranges::find(types, type) != types.end();
}

std::string_view target(std::string_view type, std::string_view value) {
    if (type != "SRV" && type != "MX" && type != "CNAME") return {};
    const auto name = value.substr(value.rfind(' ') + 1);
    return name == "." ? std::string_view() : name;
}

} // namespace fingerpost::publish
