#include "check/spf_tree.hpp"

#include "check/spf_evaluation.hpp"
#include "check/spf_macro.hpp"
#include "check/spf_record.hpp"

#include <algorithm>

namespace fingerpost::check {

namespace {

using resolve::Outcome;
using resolve::Type;

constexpr int followed_max = 60; ///< look-ups; receivers give up after ten
constexpr std::size_t depth_max = 12;

class Walk {
public:
    Walk(Evidence& evidence, std::string domain)
        : evidence_(evidence), sender_(std::move(domain)) {}

    void record(const std::string& domain, const std::string& text, const std::string& by);
    SpfTree tree;

private:
    struct Line {
        std::size_t depth;
        std::string text;
        int cost;
    };

    void term(const SpfTerm& term, const std::string& domain);
    void follow(const std::string& spec, const std::string& domain, const std::string& by);
    void ask(const SpfTerm& term, const std::string& target);
    void count_void(const resolve::Answer& answer, bool other_found);
    void write();

    Evidence& evidence_;
    std::string sender_;
    std::vector<std::string> stack_;
    std::vector<Line> lines_;
};

/// What the sender's address or mailbox fills in is not known here.
bool is_certain(const std::string& spec) {
    return std::ranges::none_of(std::string_view("sliphv"), [&](char letter) {
        return has_macro(spec, letter);
    });
}

void Walk::record(const std::string& domain, const std::string& text, const std::string& by) {
    const auto read = read_spf(text);
    if (!read) return tree.broken.push_back({domain, read.error().what});
    const auto line = lines_.size();
    lines_.push_back({stack_.size(), by.empty() ? domain : by, 0});
    const auto before = tree.lookups;
    stack_.push_back(domain);
    for (const auto& mechanism : read->terms) {
        if (mechanism.kind == SpfKind::all) break;
        term(mechanism, domain);
    }
    if (!read->redirect.empty() && !read->has_all()) {
        ++tree.lookups;
        follow(read->redirect, domain, "redirect=" + read->redirect);
    }
    stack_.pop_back();
    lines_[line].cost = tree.lookups - before;
    if (stack_.empty()) write();
}

void Walk::term(const SpfTerm& term, const std::string& domain) {
    if (!looks_up(term.kind)) return;
    ++tree.lookups;
    if (term.kind == SpfKind::include) return follow(term.domain, domain, term.text);
    lines_.push_back({stack_.size(), term.text, 0});
    if (term.kind == SpfKind::ptr || !is_certain(term.domain)) return;
    const SpfMacros macros{"@" + sender_, domain, {}, {}, {}};
    ask(term, term.domain.empty() ? domain : expanded_name(term.domain, macros));
}

void Walk::follow(const std::string& spec, const std::string& domain, const std::string& by) {
    const SpfMacros macros{"@" + sender_, domain, {}, {}, {}};
    const bool certain = is_certain(spec);
    const auto target = certain ? expanded_name(spec, macros) : spec;
    const bool loops = std::ranges::find(stack_, target) != stack_.end();
    const bool cut = !certain || !is_query_name(target) || tree.lookups > followed_max ||
                     stack_.size() > depth_max;
    const bool stop = loops || cut;
    tree.cut |= cut;
    if (loops) tree.loop = target;
    const auto& answer = stop ? resolve::Answer() : evidence_.dns(target, Type::txt);
    auto texts = resolve::all<std::string>(answer);
    std::erase_if(texts, [](const std::string& text) { return !is_spf(text); });
    if (texts.size() == 1) return record(target, texts.front(), by);
    lines_.push_back({stack_.size(), by + (loops ? " (loop)" : ""), 0});
    if (stop) return;
    if (answer.outcome == Outcome::unknown) return tree.unknown.push_back(target);
    const std::string count = texts.empty() ? "no SPF record" : "several SPF records";
    tree.broken.push_back({domain, '"' + by + "\": " + target + " has " + count});
}

void Walk::count_void(const resolve::Answer& answer, bool other_found) {
    const bool nothing =
        answer.outcome == Outcome::no_data || answer.outcome == Outcome::no_such_name;
    tree.voids += nothing && !other_found ? 1 : 0;
}

void Walk::ask(const SpfTerm& term, const std::string& target) {
    if (tree.lookups > followed_max || !is_query_name(target)) return;
    if (term.kind == SpfKind::mx) {
        const auto& answer = evidence_.dns(target, Type::mx);
        const auto exchangers = resolve::all<resolve::Mx>(answer);
        if (exchangers.size() > spf_names_max)
            tree.large_mx.push_back(target);
        else
            for (const auto& exchanger : exchangers)
                if (exchanger.host != ".") evidence_.addresses(exchanger.host);
        if (answer.outcome == Outcome::unknown) tree.unknown.push_back(target);
        return count_void(answer, false);
    }
    const auto& four = evidence_.dns(target, Type::a);
    if (four.outcome == Outcome::unknown) tree.unknown.push_back(target);
    if (term.kind == SpfKind::exists) return count_void(four, false);
    const auto& six = evidence_.dns(target, Type::aaaa);
    count_void(four, six.outcome == Outcome::found || six.outcome == Outcome::unknown);
}

void Walk::write() {
    for (const auto& line : lines_) {
        tree.text.append(2 * line.depth, ' ').append(line.text);
        if (line.cost > 0) tree.text.append(": ").append(std::to_string(line.cost));
        tree.text += '\n';
    }
    if (tree.text.ends_with('\n')) tree.text.pop_back();
}

} // namespace

SpfTree spf_tree(Evidence& evidence, const std::string& domain, const std::string& record) {
    Walk walk(evidence, domain);
    walk.record(domain, record, {});
    return std::move(walk.tree);
}

} // namespace fingerpost::check
