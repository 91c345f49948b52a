#include "app/ini.hpp"

#include "base/text.hpp"

#include <algorithm>
#include <limits>

namespace fingerpost::app {

namespace {

constexpr std::size_t bytes_max = 256 * 1024;
constexpr int depth_max = 10; // ConfigParser's
constexpr std::string_view default_section = "DEFAULT";

std::string quoted(std::string_view text) {
    return '"' + std::string(text) + '"';
}

/// The first word of a line: the rest may be a secret.
std::string_view first_word(std::string_view text) {
    return text.substr(0, text.find_first_of(" \t=:"));
}

class Reader {
public:
    void read(std::string_view line);
    Ini finish();

private:
    void blank();
    void open(std::string_view name);
    void assign(std::string_view text);
    void refuse(std::string what) { ini_.problems.push_back({line_, std::move(what)}); }

    Ini ini_;
    IniSection* section_ = nullptr;
    IniEntry* entry_ = nullptr; // what a continuation line continues
    std::size_t indent_ = 0;
    int line_ = 0;
    bool header_missed_ = false;
};

void Reader::read(std::string_view line) {
    ++line_;
    const auto text = trimmed(line);
    if (text.empty()) return blank();
    if (text.front() == '#' || text.front() == ';') return;
    const auto indent = line.find_first_not_of(" \t");
    if (entry_ && indent > indent_) {
        entry_->value.append("\n").append(text);
        return;
    }
    indent_ = indent;
    const auto end = text.rfind(']');
    if (text.front() == '[' && end != text.npos && end > 1)
        open(text.substr(1, end - 1));
    else
        assign(text);
}

void Reader::blank() {
    if (entry_) entry_->value += '\n';
}

void Reader::open(std::string_view name) {
    const auto [place, fresh] = ini_.sections.try_emplace(std::string(name), IniSection{line_, {}});
    section_ = &place->second;
    entry_ = nullptr;
    if (!fresh && name != default_section)
        refuse(
            "section [" + std::string(name) + "] begins on line " + std::to_string(section_->line) +
            " already"
        );
}

void Reader::assign(std::string_view text) {
    if (!section_) {
        if (!header_missed_)
            refuse(quoted(first_word(text)) + " stands before the first [section]");
        header_missed_ = true;
        return;
    }
    const auto delimiter = text.find_first_of("=:");
    if (delimiter == text.npos) return refuse("no = after " + quoted(first_word(text)));
    const auto key = ascii_lower(trimmed(text.substr(0, delimiter)));
    if (key.empty()) return refuse("no key before the delimiter");
    const auto value = trimmed(text.substr(delimiter + 1));
    const auto [place, fresh] =
        section_->entries.try_emplace(key, IniEntry{std::string(value), line_});
    entry_ = &place->second;
    if (!fresh)
        refuse(
            "key " + quoted(key) + " is set on line " + std::to_string(entry_->line) + " already"
        );
}

Ini Reader::finish() {
    for (auto& [name, section] : ini_.sections)
        for (auto& [key, entry] : section.entries)
            entry.value.erase(entry.value.find_last_not_of(" \t\r\n") + 1);
    return std::move(ini_);
}

/// Replaces the `%` expressions of one value. `work_left` bounds what a short file can grow into.
class Expansion {
public:
    Expansion(const Ini& ini, const IniSection& section) : ini_(ini), section_(section) {}

    Result<std::string> expand(std::string_view text, int depth = 1);

private:
    Result<std::string> reference(std::string_view name, int depth);

    const Ini& ini_;
    const IniSection& section_;
    std::size_t work_left_ = 4 * bytes_max;
};

Result<std::string> Expansion::expand(std::string_view text, int depth) {
    if (depth > depth_max || work_left_ <= text.size())
        return Error{Errc::bad_request, "%(name)s leads in a circle, or to a value too large"};
    work_left_ -= text.size() + 1;
    std::string result;
    for (std::size_t start = 0; start < text.size();) {
        const auto percent = std::min(text.find('%', start), text.size());
        result += text.substr(start, percent - start);
        const auto rest = text.substr(percent);
        const auto close = rest.starts_with("%(") ? rest.find(")s") : rest.npos;
        if (rest.starts_with("%%")) {
            result += '%';
            start = percent + 2;
        } else if (close != rest.npos && close > 2 && rest.find(')') == close) {
            const auto value = reference(rest.substr(2, close - 2), depth);
            if (!value) return value.error();
            result += *value;
            start = percent + close + 2;
        } else if (!rest.empty()) {
            return Error{Errc::bad_request, "a literal % is written %%"};
        } else {
            break;
        }
    }
    return result;
}

Result<std::string> Expansion::reference(std::string_view name, int depth) {
    const auto* entry = ini_.find(section_, ascii_lower(name));
    if (!entry) return Error{Errc::bad_request, "%(" + std::string(name) + ")s names no key"};
    return expand(entry->value, depth + 1);
}

/// The line in which the first byte stands that is no text, and why; line 0 when all are.
IniProblem not_text(std::string_view text) {
    int number = 0;
    for (std::size_t start = 0; start < text.size();) {
        ++number;
        const auto end = std::min(text.find('\n', start), text.size());
        const auto line = text.substr(start, end - start);
        if (line.find('\0') != line.npos) return {number, "a NUL byte"};
        if (!is_utf8(line)) return {number, "not UTF-8"};
        start = end + 1;
    }
    return {};
}

} // namespace

const IniSection* Ini::section(std::string_view name) const {
    const auto found = sections.find(name);
    return found == sections.end() ? nullptr : &found->second;
}

const IniEntry* Ini::find(const IniSection& of, std::string_view key) const {
    const auto own = of.entries.find(key);
    if (own != of.entries.end()) return &own->second;
    const auto* general = section(default_section);
    return general && general != &of ? find(*general, key) : nullptr;
}

Result<std::string> Ini::value(const IniSection& of, const IniEntry& entry) const {
    return Expansion(*this, of).expand(entry.value);
}

Ini parse_ini(std::string_view text) {
    Ini refused;
    if (text.size() > bytes_max) refused.problems.push_back({0, "more than 256 KiB"});
    if (const auto problem = not_text(text); problem.line) refused.problems.push_back(problem);
    if (!refused.problems.empty()) return refused;

    if (text.starts_with("\xEF\xBB\xBF")) text.remove_prefix(3);
    Reader reader;
    for (std::size_t start = 0; start < text.size();) {
        const auto end = std::min(text.find_first_of("\r\n", start), text.size());
        reader.read(text.substr(start, end - start));
        start = end + (text.substr(end).starts_with("\r\n") ? 2 : 1);
    }
    return reader.finish();
}

} // namespace fingerpost::app
