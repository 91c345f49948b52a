#include "check/spf_record.hpp"

#include "base/text.hpp"
#include "check/ip_address.hpp"
#include "check/spf_macro.hpp"

#include <algorithm>
#include <array>
#include <optional>

namespace fingerpost::check {

namespace {

constexpr std::string_view version = "v=spf1";

enum class Value { none, name, name_and_bits, network };

struct Grammar {
    std::string_view name;
    SpfKind kind;
    Value value;
    bool may_lack; ///< the value
    bool looks_up; ///< RFC 7208 §4.6.4
    char mark;     ///< before the value
};
constexpr std::array grammar{
    Grammar{"all", SpfKind::all, Value::none, true, false, ':'},
    Grammar{"include", SpfKind::include, Value::name, false, true, ':'},
    Grammar{"a", SpfKind::a, Value::name_and_bits, true, true, ':'},
    Grammar{"mx", SpfKind::mx, Value::name_and_bits, true, true, ':'},
    Grammar{"ptr", SpfKind::ptr, Value::name, true, true, ':'},
    Grammar{"ip4", SpfKind::ip4, Value::network, false, false, ':'},
    Grammar{"ip6", SpfKind::ip6, Value::network, false, false, ':'},
    Grammar{"exists", SpfKind::exists, Value::name, false, true, ':'},
    Grammar{"redirect", SpfKind::redirect, Value::name, false, true, '='},
    Grammar{"exp", SpfKind::exp, Value::name, false, false, '='},
};

bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

/// "0" or a number that does not begin with 0.
bool take_bits(std::string_view& text, std::string_view mark, int max, int& bits) {
    auto begin = text.size();
    while (begin > 0 && is_digit(text[begin - 1]))
        --begin;
    const auto digits = text.substr(begin);
    if (digits.empty() || !text.substr(0, begin).ends_with(mark)) return true;
    const auto number = to_integer(digits, 0, max);
    if (!number || (digits.size() > 1 && digits.front() == '0')) return false;
    bits = static_cast<int>(*number);
    text.remove_suffix(digits.size() + mark.size());
    return true;
}

/// "%{d/}" may hold a slash: the lengths are read from the end.
bool take_lengths(std::string_view& value, SpfTerm& term) {
    if (!take_bits(value, "//", 128, term.bits6)) return false;
    return value.ends_with('}') || take_bits(value, "/", 32, term.bits4);
}

bool take_network(std::string_view value, SpfTerm& term) {
    const bool six = term.kind == SpfKind::ip6;
    if (!take_bits(value, "/", six ? 128 : 32, six ? term.bits6 : term.bits4)) return false;
    const bool is_six = value.find(':') != value.npos;
    const auto octets = address_octets(value);
    if (!octets || is_six != six) return false;
    term.network = *octets;
    if (six && octets->size() == 4) term.bits6 = std::max(0, term.bits6 - 96);
    return true;
}

bool take_value(const Grammar& rule, std::string_view rest, SpfTerm& term) {
    const bool marked = rest.starts_with(rule.mark);
    if (marked) rest.remove_prefix(1);
    if (rule.value == Value::network) return marked && take_network(rest, term);
    if (rule.value == Value::name_and_bits && !take_lengths(rest, term)) return false;
    term.domain = rest;
    if (!marked) return rest.empty() && rule.may_lack;
    return rule.value != Value::none && is_domain_spec(rest);
}

/// name=anything, which receivers pass over (§6).
bool is_unknown_modifier(std::string_view word) {
    const auto equals = word.find('=');
    if (equals == word.npos || equals == 0) return false;
    const auto name = word.substr(0, equals);
    const auto letter = [](char c) { return (c | 0x20) >= 'a' && (c | 0x20) <= 'z'; };
    const bool plain = std::ranges::all_of(name, [&](char c) {
        return letter(c) || is_digit(c) || c == '-' || c == '_' || c == '.';
    });
    return plain && letter(name.front()) && is_macro_string(word.substr(equals + 1));
}

/// None when the word is no term.
std::optional<SpfTerm> read_term(std::string_view word) {
    SpfTerm term;
    term.text = word;
    const bool signed_term = std::string_view("+-~?").find(word.front()) != std::string_view::npos;
    if (signed_term) term.qualifier = word.front();
    const auto plain = word.substr(signed_term ? 1 : 0);
    const auto name = ascii_lower(plain.substr(0, plain.find_first_of(":/=")));
    const auto* const rule = std::ranges::find(grammar, name, &Grammar::name);
    if (rule == grammar.end() || (signed_term && rule->mark == '=')) return std::nullopt;
    term.kind = rule->kind;
    if (!take_value(*rule, plain.substr(name.size()), term)) return std::nullopt;
    return term;
}

Error wrong(std::size_t at, std::string_view word, std::string_view what) {
    return {
        Errc::unsupported,
        "character " + std::to_string(at + 1) + ": \"" + std::string(word.substr(0, 80)) + "\" " +
            std::string(what)};
}

} // namespace

bool SpfRecord::has_all() const {
    return std::ranges::find(terms, SpfKind::all, &SpfTerm::kind) != terms.end();
}

bool is_spf(std::string_view text) {
    return ascii_iequals(text.substr(0, version.size()), version) &&
           (text.size() == version.size() || text[version.size()] == ' ');
}

bool looks_up(SpfKind kind) {
    return std::ranges::find(grammar, kind, &Grammar::kind)->looks_up;
}

Result<SpfRecord> read_spf(std::string_view text) {
    if (!is_spf(text)) return wrong(0, text, "does not begin with v=spf1 and a blank");
    SpfRecord record;
    bool explained = false;
    for (auto at = text.find_first_not_of(' ', version.size()); at != text.npos;
         at = text.find_first_not_of(' ', std::min(text.find(' ', at), text.size()))) {
        const auto word = text.substr(at, text.find(' ', at) - at);
        auto term = read_term(word);
        if (!term && is_unknown_modifier(word) && !word.starts_with("redirect=") &&
            !word.starts_with("exp="))
            continue;
        if (!term) return wrong(at, word, "is no term of SPF");
        const bool is_exp = term->kind == SpfKind::exp,
                   is_redirect = term->kind == SpfKind::redirect;
        if ((is_exp && explained) || (is_redirect && !record.redirect.empty()))
            return wrong(at, word, "stands there a second time"); // §6
        explained |= is_exp;
        if (is_redirect) record.redirect = term->domain;
        if (!is_exp && !is_redirect) record.terms.push_back(std::move(*term));
    }
    return record;
}

} // namespace fingerpost::check
