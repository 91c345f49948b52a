#include "probe/dialogue.hpp"

#include "base/text.hpp"
#include "probe/lines.hpp"

#include <algorithm>
#include <array>
#include <optional>
#include <utility>

namespace fingerpost::probe {

namespace {

std::string upper(std::string_view text) {
    std::string changed(text);
    std::ranges::transform(changed, changed.begin(), [](char c) {
        return c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
    });
    return changed;
}

bool is_first_word(std::string_view line, std::string_view word) {
    return line.size() >= word.size() && ascii_iequals(line.substr(0, word.size()), word) &&
           (line.size() == word.size() || line[word.size()] == ' ');
}

bool holds(const std::vector<std::string>& list, std::string_view word) {
    return std::ranges::find(list, word) != list.end();
}

void add_mechanism(Capabilities& into, std::string_view name) {
    auto mechanism = upper(name);
    if (!holds(into.mechanisms, mechanism)) into.mechanisms.push_back(std::move(mechanism));
}

void add_mechanisms(Capabilities& into, std::string_view list) {
    for (const auto& name : split_list(list, ' '))
        add_mechanism(into, name);
}

// IMAP --------------------------------------------------------------------------------------------

Progress imap_greeting(std::string_view line, Capabilities&) {
    if (is_first_word(line, "* OK") || is_first_word(line, "* PREAUTH")) return Progress::done;
    return is_first_word(line, "* BYE") ? Progress::farewell : Progress::nonsense;
}

/// A tagged line ends the answer; our tags are "a1" to "a9".
Progress imap_answer(std::string_view line, Capabilities&) {
    if (is_first_word(line, "* BYE")) return Progress::farewell;
    if (line.starts_with("* ")) return Progress::more;
    if (line.size() < 3 || line[0] != 'a' || line[2] != ' ') return Progress::nonsense;
    const auto status = line.substr(3);
    if (is_first_word(status, "OK")) return Progress::done;
    return is_first_word(status, "NO") || is_first_word(status, "BAD") ? Progress::refused
                                                                       : Progress::nonsense;
}

Progress imap_capabilities(std::string_view line, Capabilities& into) {
    constexpr std::string_view told = "* CAPABILITY";
    if (!is_first_word(line, told)) return imap_answer(line, into);
    into = {};
    for (const auto& part : split_list(line.substr(told.size()), ' ')) {
        auto word = upper(part);
        if (word.starts_with("AUTH=")) add_mechanism(into, word.substr(5));
        into.words.push_back(std::move(word));
    }
    into.starttls = holds(into.words, "STARTTLS");
    into.login = !holds(into.words, "LOGINDISABLED");
    return Progress::more;
}

// POP3 --------------------------------------------------------------------------------------------

Progress pop3_answer(std::string_view line, Capabilities&) {
    if (is_first_word(line, "+OK")) return Progress::done;
    return is_first_word(line, "-ERR") ? Progress::refused : Progress::nonsense;
}

Progress pop3_greeting(std::string_view line, Capabilities& into) {
    const auto progress = pop3_answer(line, into);
    return progress == Progress::refused ? Progress::farewell : progress;
}

/// RFC 2449 §5: "+OK", one line each, ".".
Progress pop3_capabilities(std::string_view line, Capabilities& into) {
    if (!std::exchange(into.began, true)) {
        const auto answer = pop3_answer(line, into);
        return answer == Progress::done ? Progress::more : answer;
    }
    if (line == ".") return Progress::done;
    auto word = upper(trimmed(line));
    if (is_first_word(word, "SASL")) add_mechanisms(into, word.substr(4));
    into.starttls = into.starttls || word == "STLS";
    into.login = into.login || is_first_word(word, "USER");
    into.words.push_back(std::move(word));
    return Progress::more;
}

// SMTP --------------------------------------------------------------------------------------------

bool is_reply(std::string_view line) {
    const auto is_digit = [](char c) { return c >= '0' && c <= '9'; };
    return line.size() >= 3 && std::all_of(line.begin(), line.begin() + 3, is_digit) &&
           (line.size() == 3 || line[3] == ' ' || line[3] == '-');
}

/// RFC 5321 §4.2.1: "250-" goes on, "250 " or "250" ends.
Progress smtp_answer(std::string_view line, Capabilities&) {
    if (!is_reply(line)) return Progress::nonsense;
    if (line.size() > 3 && line[3] == '-') return Progress::more;
    if (line.starts_with("421")) return Progress::farewell;
    return line[0] == '2' ? Progress::done : Progress::refused;
}

Progress smtp_greeting(std::string_view line, Capabilities& into) {
    const auto progress = smtp_answer(line, into);
    return progress == Progress::refused ? Progress::farewell : progress;
}

/// The first line is the server's name; the others are keywords in any order, also the last.
Progress smtp_capabilities(std::string_view line, Capabilities& into) {
    const auto progress = smtp_answer(line, into);
    const bool told = progress == Progress::more || progress == Progress::done;
    if (!told || !std::exchange(into.began, true)) return progress;
    auto word = upper(trimmed(line.substr(std::min<std::size_t>(4, line.size()))));
    // "AUTH=" is what clients of the last century understood
    if (is_first_word(word, "AUTH") || word.starts_with("AUTH="))
        add_mechanisms(into, std::string_view(word).substr(std::min<std::size_t>(5, word.size())));
    into.starttls = into.starttls || is_first_word(word, "STARTTLS");
    into.words.push_back(std::move(word));
    return progress;
}

// ManageSieve -------------------------------------------------------------------------------------

/// The string at the front of the line, quoted or a literal; none when it begins with neither.
std::optional<std::string> take_string(std::string_view& line) {
    const auto start = line.find_first_not_of(' ');
    if (start == line.npos || (line[start] != '"' && line[start] != '{')) return std::nullopt;
    const bool quoted = line[start] == '"';
    line.remove_prefix(start + 1);
    if (!quoted) { // Lines has seen to it that the octets are here
        const auto end = std::min(line.find('\n'), line.size() - 1);
        const auto size = to_integer(line.substr(0, line.find_first_of("+}")), 0, Lines::line_max);
        const auto text = line.substr(end + 1, static_cast<std::size_t>(size.value_or(0)));
        line.remove_prefix(end + 1 + text.size());
        return std::string(text);
    }
    std::string text;
    while (!line.empty() && line[0] != '"') {
        if (line[0] == '\\' && line.size() > 1) line.remove_prefix(1);
        text += line[0];
        line.remove_prefix(1);
    }
    line.remove_prefix(std::min<std::size_t>(1, line.size()));
    return text;
}

Progress sieve_answer(std::string_view line, Capabilities&) {
    if (is_first_word(line, "OK")) return Progress::done;
    if (is_first_word(line, "NO")) return Progress::refused;
    return is_first_word(line, "BYE") ? Progress::farewell : Progress::nonsense;
}

Progress sieve_capabilities(std::string_view line, Capabilities& into) {
    const auto first = take_string(line);
    if (!first) return sieve_answer(line, into);
    const auto name = upper(*first);
    const auto value = upper(take_string(line).value_or(""));
    if (name == "SASL") add_mechanisms(into, value);
    into.starttls = into.starttls || name == "STARTTLS";
    into.words.push_back(value.empty() ? name : name + ' ' + value);
    return Progress::more;
}

constexpr std::array scripts{
    Script{},
    Script{
        .dialogue = Dialogue::imap,
        .greeting = imap_greeting,
        .ask = "a1 CAPABILITY",
        .capabilities = imap_capabilities,
        .starttls = "a2 STARTTLS",
        .answer = imap_answer,
        .ask_again = "a3 CAPABILITY",
        .goodbye = "a4 LOGOUT"},
    Script{
        .dialogue = Dialogue::pop3,
        .greeting = pop3_greeting,
        .ask = "CAPA",
        .may_refuse = true,
        .capabilities = pop3_capabilities,
        .starttls = "STLS",
        .answer = pop3_answer,
        .ask_again = "CAPA",
        .goodbye = "QUIT"},
    Script{
        .dialogue = Dialogue::smtp,
        .greeting = smtp_greeting,
        .ask = "EHLO",
        .says_who = true,
        .capabilities = smtp_capabilities,
        .starttls = "STARTTLS",
        .answer = smtp_answer,
        .ask_again = "EHLO",
        .goodbye = "QUIT"},
    Script{
        .dialogue = Dialogue::managesieve,
        .with_literals = true,
        .greeting = sieve_capabilities,
        .capabilities = sieve_capabilities,
        .starttls = "STARTTLS",
        .answer = sieve_answer,
        .goodbye = "LOGOUT"},
};

struct Service {
    std::string_view begins;
    std::string_view name;
};

constexpr std::array services{
    Service{"* OK", "IMAP"},
    Service{"* PRE", "IMAP"},
    Service{"* BYE", "IMAP"},
    Service{"+OK", "POP3"},
    Service{"-ERR", "POP3"},
    Service{"220", "SMTP"},
    Service{"421", "SMTP"},
    Service{"554", "SMTP"},
    Service{"\"IMPL", "ManageSieve"},
    Service{"HTTP/", "HTTP"},
    Service{"SSH-", "SSH"},
};

} // namespace

bool Capabilities::takes_password() const {
    return login || holds(mechanisms, "PLAIN") || holds(mechanisms, "LOGIN");
}

const Script& script(Dialogue dialogue) {
    return *std::ranges::find(scripts, dialogue, &Script::dialogue);
}

std::string_view service_of(std::string_view greeting) {
    const auto fits = [greeting](const Service& one) { return greeting.starts_with(one.begins); };
    const auto* const found = std::ranges::find_if(services, fits);
    return found == services.end() ? "" : found->name;
}

} // namespace fingerpost::probe
