#include "catalog/spf.hpp"

#include "base/text.hpp"
#include "catalog/placeholder.hpp"

#include <arpa/inet.h>

#include <algorithm>
#include <array>
#include <optional>
#include <vector>

namespace fingerpost {

namespace {

constexpr int lookups_max = 10;         // RFC 7208 §4.6.4
constexpr std::size_t record_max = 450; // RFC 7208 §3.4: the answer stays below 512 octets

Error wrong(std::string_view what) {
    return {Errc::unsupported, "an SPF record like v=spf1 mx -all: " + std::string(what)};
}

/// "%{i}", "%{d2r-}" (RFC 7208 §7.1) at the front; 0 when it is none.
std::size_t macro_size(std::string_view text) {
    if (text.size() < 2) return 0;
    if (text[1] == '%' || text[1] == '_' || text[1] == '-') return 2;
    const auto end = text.find('}');
    if (text[1] != '{' || end == text.npos || end < 3) return 0;
    if (std::string_view("slodiphcrtvSLODIPHCRTV").find(text[2]) == std::string_view::npos)
        return 0;
    auto rest = text.substr(3, end - 3);
    while (!rest.empty() && rest.front() >= '0' && rest.front() <= '9')
        rest.remove_prefix(1);
    if (rest.starts_with('r') || rest.starts_with('R')) rest.remove_prefix(1);
    return rest.find_first_not_of(".-+,/_=") == rest.npos ? end + 1 : 0;
}

/// A name with macros, ending in a label or a macro.
bool is_domain_spec(std::string_view text) {
    if (text.empty() || text.size() > 253) return false;
    std::string example; // every macro stands for a label
    for (auto rest = text; !rest.empty();) {
        const auto size = rest.front() == '%' ? macro_size(rest) : 1;
        if (size == 0 || rest.front() <= 0x20 || rest.front() >= 0x7f) return false;
        example += size > 1 ? 'x' : rest.front();
        rest.remove_prefix(size);
    }
    if (example.ends_with('.')) example.pop_back();
    const auto dot = example.rfind('.');
    return example.find("..") == example.npos && !example.starts_with('.') &&
           (dot != example.npos || text.find('%') != text.npos);
}

bool is_network(std::string_view text, int family) {
    const std::string address(text.substr(0, text.find('/')));
    std::array<unsigned char, 16> octets{};
    if (inet_pton(family, address.c_str(), octets.data()) != 1) return false;
    if (address.size() == text.size()) return true;
    return to_integer(text.substr(address.size() + 1), 0, family == AF_INET ? 32 : 128).has_value();
}

bool is_ip4(std::string_view value) {
    return is_network(value, AF_INET);
}
bool is_ip6(std::string_view value) {
    return is_network(value, AF_INET6);
}

/// "example.com/24//64": the name may be missing, either length too.
bool is_name_with_lengths(std::string_view value) {
    const auto slash = std::min(value.find('/'), value.size());
    if (slash > 0 && !is_domain_spec(value.substr(0, slash))) return false;
    auto lengths = value.substr(slash);
    const auto six = lengths.find("//");
    if (six != lengths.npos) {
        if (!to_integer(lengths.substr(six + 2), 0, 128)) return false;
        lengths = lengths.substr(0, six);
    }
    return lengths.empty() || to_integer(lengths.substr(1), 0, 32).has_value();
}

enum class Value { none, colon, colon_or_slash, equals };

struct Term {
    std::string_view name;
    Value value;   ///< what stands before it, if it has one
    bool may_lack; ///< the value
    bool looks_up; ///< counts towards RFC 7208 §4.6.4
    bool (*accepts)(std::string_view value);
};

constexpr std::array terms{
    Term{"all", Value::none, true, false, nullptr},
    Term{"include", Value::colon, false, true, is_domain_spec},
    Term{"a", Value::colon_or_slash, true, true, is_name_with_lengths},
    Term{"mx", Value::colon_or_slash, true, true, is_name_with_lengths},
    Term{"ptr", Value::colon, true, true, is_domain_spec},
    Term{"ip4", Value::colon, false, false, is_ip4},
    Term{"ip6", Value::colon, false, false, is_ip6},
    Term{"exists", Value::colon, false, true, is_domain_spec},
    Term{"redirect", Value::equals, false, true, is_domain_spec},
    Term{"exp", Value::equals, false, false, is_domain_spec},
};

/// The term without its sign; null when it is none.
const Term* find_term(std::string_view text, std::string_view& value) {
    const auto end = std::min(text.find_first_of(":/="), text.size());
    const auto* const term =
        std::ranges::find(terms, ascii_lower(text.substr(0, end)), &Term::name);
    if (term == terms.end()) return nullptr;
    const char mark = end == text.size() ? '\0' : text[end];
    value = text.substr(end);
    if (mark == ':' || mark == '=') value.remove_prefix(1);
    if (mark == '\0') return term->may_lack ? term : nullptr;
    if (mark == ':' && value.starts_with('/')) return nullptr; // a name was announced
    const bool fits = term->value == Value::equals  ? mark == '='
                      : term->value == Value::colon ? mark == ':'
                                                    : mark != '=';
    return fits && term->accepts && !value.empty() && term->accepts(value) ? term : nullptr;
}

struct Seen {
    std::string text = "v=spf1";
    int lookups = 0;
    bool all = false, redirect = false, exp = false;
};

/// Takes one term; what is wrong with it, or nothing.
std::optional<std::string> take(const std::string& word, Seen& seen) {
    const auto plain = expand_domain(word, "example.com");
    const bool sign = std::string_view("+-~?").find(plain.front()) != std::string_view::npos;
    std::string_view value;
    const auto* const term = find_term(std::string_view(plain).substr(sign ? 1 : 0), value);
    if (!term || (sign && term->value == Value::equals))
        return '"' + word.substr(0, 80) + "\" is no term of SPF";
    const bool is_redirect = term->name == "redirect", is_exp = term->name == "exp";
    if ((is_redirect && seen.redirect) || (is_exp && seen.exp))
        return std::string(term->name) + " stands there twice";
    if (seen.all && !is_exp) return "nobody reads what follows all";
    seen.redirect |= is_redirect;
    seen.exp |= is_exp;
    seen.all |= term->name == "all";
    if (seen.all && seen.redirect) return "nobody reads redirect where there is all";
    seen.lookups += term->looks_up ? 1 : 0;
    const auto name = (sign ? 1 : 0) + term->name.size();
    seen.text.append(" ").append(ascii_lower(word.substr(0, name))).append(word.substr(name));
    return std::nullopt;
}

} // namespace

Result<std::string> parse_spf(std::string_view text) {
    const auto words = split_list(one_line(text), ' ');
    if (words.empty() || !ascii_iequals(words.front(), "v=spf1"))
        return wrong("v=spf1 stands first");
    Seen seen;
    for (std::size_t i = 1; i < words.size(); ++i)
        if (const auto problem = take(words[i], seen)) return wrong(*problem);
    if (seen.lookups > lookups_max)
        return wrong(
            std::to_string(seen.lookups) + " terms make receivers look something up, 10 at most may"
        );
    if (seen.text.size() > record_max) return wrong("it is longer than 450 octets");
    return seen.text;
}

} // namespace fingerpost
