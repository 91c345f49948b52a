#include "alert/state_text.hpp"

#include "base/text.hpp"

#include <array>
#include <charconv>
#include <limits>
#include <utility>

namespace fingerpost::alert {

namespace {

constexpr std::string_view first_line = "fingerpost-alerts 1";
constexpr char none = '-';

class Writer {
public:
    explicit Writer(std::string& text, std::string_view kind) : text_(text) { text_ += kind; }
    ~Writer() { text_ += '\n'; }
    Writer(const Writer&) = delete;
    Writer& operator=(const Writer&) = delete;

    template <class Number>
    requires std::is_arithmetic_v<Number>
    void field(const Number& number) {
        std::array<char, 32> digits{};
        const auto end = std::to_chars(digits.data(), digits.data() + digits.size(), number).ptr;
        (text_ += ' ').append(digits.data(), end);
    }
    void field(const bool& flag) { field(flag ? 1 : 0); }
    void field(const std::string& value) { text_.append(" =").append(percent_encoded(value)); }
    template <class Enum>
    requires std::is_enum_v<Enum>
    void field(const Enum& value) { field(static_cast<int>(value)); }
    template <class Value>
    void field(const std::optional<Value>& value) {
        if (value)
            field(*value);
        else
            (text_ += ' ') += none;
    }
    template <class Value>
    void field(const std::vector<Value>& values) {
        field(values.size());
        for (const auto& value : values)
            field(value);
    }
    void field(const std::pair<std::string, std::string>& pair) {
        field(pair.first);
        field(pair.second);
    }

private:
    std::string& text_;
};

class Reader {
public:
    explicit Reader(std::string_view line) : rest_(line) {}

    bool good() const { return good_; }
    bool at_end() const { return rest_.empty(); }

    std::string_view word() {
        const auto end = std::min(rest_.find(' '), rest_.size());
        const auto found = rest_.substr(0, end);
        rest_.remove_prefix(std::min(end + 1, rest_.size()));
        if (found.empty()) good_ = false;
        return found;
    }
    template <class Number>
    requires std::is_arithmetic_v<Number>
    void field(Number& number) {
        const auto text = word();
        const auto* const end = text.data() + text.size();
        const auto read = std::from_chars(text.data(), end, number);
        if (read.ec != std::errc() || read.ptr != end) good_ = false;
    }
    void field(bool& flag) {
        int number = 0;
        field(number);
        flag = number == 1;
        if (number != 0 && number != 1) good_ = false;
    }
    void field(std::string& value) {
        const auto text = word();
        if (!text.starts_with('=')) good_ = false;
        value = percent_decoded(text.substr(text.empty() ? 0 : 1));
    }
    void field(Severity& severity) { enumerator(severity, Severity::critical); }
    void field(Phase& phase) { enumerator(phase, Phase::clearing); }
    template <class Value>
    void field(std::optional<Value>& value) {
        if (rest_.starts_with(none) && (rest_.size() == 1 || rest_[1] == ' '))
            word();
        else
            field(value.emplace());
    }
    template <class Value>
    void field(std::vector<Value>& values) {
        std::size_t size = 0;
        field(size);
        if (size > rest_.size()) good_ = false;
        for (std::size_t i = 0; good_ && i < size; ++i)
            field(values.emplace_back());
    }
    void field(std::pair<std::string, std::string>& pair) {
        field(pair.first);
        field(pair.second);
    }

private:
    template <class Enum>
    void enumerator(Enum& value, Enum last) {
        int number = 0;
        field(number);
        if (number < 0 || number > static_cast<int>(last)) good_ = false;
        if (good_) value = static_cast<Enum>(number);
    }

    std::string_view rest_;
    bool good_ = true;
};

/// The fields of each line in their order: said once for both ways.
template <class Way, class Of>
void alert_fields(Way& way, Of& alert) {
    way.field(alert.labels);
    way.field(alert.phase);
    way.field(alert.severity);
    way.field(alert.since);
    way.field(alert.began);
    way.field(alert.samples);
    way.field(alert.settling);
    way.field(alert.value);
    way.field(alert.unknown_since);
    way.field(alert.told);
    way.field(alert.told_at);
    way.field(alert.transitions);
    way.field(alert.flapping);
    way.field(alert.flapping_told);
    way.field(alert.acknowledged);
    way.field(alert.certificate);
    way.field(alert.rung);
    way.field(alert.rung_told);
    way.field(alert.renewed);
}

void read_clock(Reader& reader, State& state) {
    reader.field(state.elapsed);
    reader.field(state.sequence);
    if (reader.at_end()) return;
    auto& last = state.last.emplace();
    reader.field(last.wall);
    reader.field(last.steady);
    reader.field(last.zone_offset);
    reader.field(last.boot);
}

void read_alert(Reader& reader, State& state) {
    std::string rule;
    reader.field(rule);
    Alert alert;
    alert_fields(reader, alert);
    alert.rule = find_rule(rule);
    if (!alert.rule || !reader.good()) return;
    auto id = key(*alert.rule, alert.labels);
    state.alerts.insert_or_assign(std::move(id), std::move(alert));
}

void read_group(Reader& reader, State& state) {
    std::string id;
    reader.field(id);
    auto& group = state.groups[id];
    reader.field(group.waiting_since);
    reader.field(group.sent);
}

void read_window(Reader& reader, State& state) {
    std::string id;
    reader.field(id);
    reader.field(state.windows[id]);
}

struct Line {
    std::string_view kind;
    void (*read)(Reader& reader, State& state);
};
constexpr std::array lines{
    Line{"clock", read_clock},
    Line{"alert", read_alert},
    Line{"group", read_group},
    Line{"window", read_window}};

bool read_line(std::string_view text, State& state) {
    Reader reader(text);
    const auto kind = reader.word();
    for (const auto& line : lines) {
        if (line.kind != kind) continue;
        line.read(reader, state);
        return reader.good() && reader.at_end();
    }
    return false;
}

} // namespace

std::string to_text(const State& state) {
    std::string text(first_line);
    text += '\n';
    {
        Writer clock(text, "clock");
        clock.field(state.elapsed);
        clock.field(state.sequence);
        if (state.last) {
            clock.field(state.last->wall);
            clock.field(state.last->steady);
            clock.field(state.last->zone_offset);
            clock.field(state.last->boot);
        }
    }
    for (const auto& [id, alert] : state.alerts) {
        Writer line(text, "alert");
        line.field(std::string(alert.rule->name));
        alert_fields(line, alert);
    }
    for (const auto& [id, group] : state.groups) {
        Writer line(text, "group");
        line.field(id);
        line.field(group.waiting_since);
        line.field(group.sent);
    }
    for (const auto& [id, services] : state.windows) {
        Writer line(text, "window");
        line.field(id);
        line.field(services);
    }
    return text;
}

Result<State> parse_state(std::string_view text) {
    State state;
    for (int number = 1; !text.empty(); ++number) {
        const auto end = text.find('\n');
        const auto line = text.substr(0, end);
        const bool good =
            end != text.npos && (number == 1 ? line == first_line : read_line(line, state));
        if (!good)
            return Error{
                Errc::bad_request,
                "line " + std::to_string(number) +
                    " of the stored alerts cannot be read; restore a backup, or remove them to "
                    "begin anew"};
        text.remove_prefix(end + 1);
    }
    return state;
}

} // namespace fingerpost::alert
