#include "cli/command.hpp"

#include "base/text.hpp"
#include "cli/verbs.hpp"

#include <CLI/CLI.hpp>
#include <unistd.h>

#include <algorithm>
#include <iostream>
#include <sstream>

namespace fingerpost::cli {

namespace {

constexpr std::string_view program = "fingerpost";
constexpr std::size_t columns = 78;

std::string indented(std::string_view lines) {
    std::string text;
    for (const auto& line : split_list(lines, '\n'))
        text += "  " + line + '\n';
    return text;
}

std::string settings_help() {
    std::string text = "Settings of fingerpost.conf(5), each of which is an option of every verb:";
    std::size_t column = columns;
    for (const auto& setting : app::settings_table()) {
        const auto option = setting.option();
        const bool fits = column + 1 + option.size() <= columns;
        text += (fits ? " " : "\n  ") + option;
        column = (fits ? column + 1 : 2) + option.size();
    }
    return text + '\n';
}

std::string footer(const Verb& verb) {
    std::string text(verb.details);
    if (!text.empty()) text += "\n";
    if (!verb.run) return text;
    if (!text.empty()) text += "\n";
    if (!verb.examples.empty()) text += "Examples:\n" + indented(verb.examples) + '\n';
    return text + "--config and the settings that fingerpost --help names are options too.\n";
}

/// One command line, parsed and then run.
class Command {
public:
    Command(std::span<const Verb* const> verbs, Io& io);
    int run(const std::vector<std::string>& words);

private:
    void add(const Verb& verb);
    void add_option(CLI::App& to, const Option& option);
    void add_positional(CLI::App& to, const Positional& positional);
    void add_settings();
    void allow_values(CLI::Option& option, bool repeated);
    const CLI::App& chosen() const;
    int refuse(const CLI::ParseError& error);
    std::string reason(const CLI::ParseError& error) const;
    std::string not_expected(const std::string& word) const;

    std::span<const Verb* const> verbs_;
    Io& io_;
    CLI::App app_{"Mail client discovery: answers, DNS records, checks.", std::string(program)};
    Arguments arguments_;
    const Verb* verb_ = nullptr;
};

Command::Command(std::span<const Verb* const> verbs, Io& io) : verbs_(verbs), io_(io) {
    app_.require_subcommand(1, 1);
    app_.footer(settings_help());
    app_.set_version_flag("--version", std::string(program) + ' ' + FINGERPOST_VERSION);
    for (const auto* verb : verbs)
        add(*verb);
    add_settings();
}

void Command::add(const Verb& verb) {
    auto words = split_list(verb.path, ' ');
    const auto name = words.back();
    words.pop_back();
    auto* parent = &app_;
    for (const auto& group : words)
        parent = parent->get_subcommand(group);
    auto* made = parent->add_subcommand(name, std::string(verb.summary));
    made->fallthrough()->footer(footer(verb));
    if (verb.run)
        made->parse_complete_callback([this, made, &verb] {
            if (made->get_subcommands().empty()) verb_ = &verb;
        });
    else
        made->require_subcommand(1, 1);
    for (const auto& option : verb.options)
        add_option(*made, option);
    for (const auto& positional : verb.positionals)
        add_positional(*made, positional);
}

/// CLI11 would take "[a,b]" apart into a list, and more than one word for a list's option.
void Command::allow_values(CLI::Option& option, bool repeated) {
    option.expected(1)->allow_extra_args(false);
    if (repeated) option.multi_option_policy(CLI::MultiOptionPolicy::TakeAll);
}

void Command::add_option(CLI::App& to, const Option& option) {
    const auto dashed = "--" + std::string(option.name);
    const std::string help(option.help);
    const auto keep = [this, &option](const std::vector<std::string>& values) {
        arguments_.set(option.name, values);
        return true;
    };
    if (option.value.empty()) {
        to.add_flag_callback(
            dashed, [keep] { keep({}); }, help
        );
        return;
    }
    auto* made = to.add_option(dashed, keep, help);
    made->type_name(std::string(option.value))->required(option.required);
    allow_values(*made, option.repeated);
}

void Command::add_positional(CLI::App& to, const Positional& positional) {
    const auto keep = [this, &positional](const std::vector<std::string>& values) {
        arguments_.set(positional.name, values);
        return true;
    };
    auto* made = to.add_option(std::string(positional.name), keep, std::string(positional.help));
    made->type_name("")->required(positional.required);
    if (positional.repeated)
        made->expected(positional.required ? 1 : 0, CLI::detail::expected_max_vector_size);
    made->allow_extra_args(positional.repeated);
}

void Command::add_settings() {
    const auto file = [this](const std::vector<std::string>& values) {
        arguments_.line.file = values.front();
        return !values.front().empty();
    };
    auto* config = app_.add_option("--config", file, "read this configuration file");
    config->type_name("FILE");
    allow_values(*config, false);
    for (const auto& setting : app::settings_table()) {
        const auto keep = [this, &setting](const std::vector<std::string>& values) {
            arguments_.line.overrides.emplace_back(setting.key, values.front());
            return true;
        };
        auto* made = app_.add_option(setting.option(), keep);
        made->group(""); // not in the list of options: there are many; settings_help() names them
        allow_values(*made, false);
    }
}

/// The verb or group that the words led to, or the program itself.
const CLI::App& Command::chosen() const {
    const auto* at = &app_;
    for (auto below = at->get_subcommands(); !below.empty(); below = at->get_subcommands())
        at = below.front();
    return *at;
}

std::string full_name(const CLI::App& app) {
    const auto* parent = app.get_parent();
    return parent ? full_name(*parent) + ' ' + app.get_name() : app.get_name();
}

std::string joined(const std::vector<std::string>& words) {
    std::string text;
    for (const auto& word : words)
        text += (text.empty() ? "" : ", ") + word;
    return text;
}

std::vector<std::string> names_below(const CLI::App& app) {
    std::vector<std::string> names;
    for (const auto* sub : app.get_subcommands([](const CLI::App*) { return true; }))
        names.push_back(sub->get_name());
    return names;
}

std::vector<std::string> option_names(const CLI::App& app) {
    std::vector<std::string> names;
    for (const auto* at = &app; at; at = at->get_parent())
        for (const auto* option : at->get_options())
            for (const auto& name : option->get_lnames())
                names.push_back("--" + name);
    return names;
}

std::string Command::not_expected(const std::string& word) const {
    const auto& at = chosen();
    const bool option = word.starts_with('-') && word.size() > 1;
    const auto known = option ? option_names(at) : names_below(at);
    const auto typed = word.substr(0, word.find('='));
    const auto near = nearest(typed, {known.begin(), known.end()});
    std::string text = option          ? "no option " + typed
                       : known.empty() ? "\"" + word + "\" is one word too many"
                                       : "no verb \"" + word + '"';
    if (!near.empty()) text += "; did you mean " + std::string(near) + '?';
    return text;
}

int Command::refuse(const CLI::ParseError& error) {
    if (dynamic_cast<const CLI::CallForHelp*>(&error)) {
        io_.out << app_.help();
        return exit_ok;
    }
    if (dynamic_cast<const CLI::CallForVersion*>(&error)) {
        io_.out << error.what() << '\n';
        return exit_ok;
    }
    const auto& at = chosen();
    io_.err << program << ": " << reason(error) << "\nTry: " << full_name(at) << " --help\n";
    return exit_error;
}

/// What CLI11 says of missing and surplus words, said better.
std::string Command::reason(const CLI::ParseError& error) const {
    const bool missing = dynamic_cast<const CLI::RequiredError*>(&error);
    if (!missing && !dynamic_cast<const CLI::ExtrasError*>(&error)) return error.what();
    for (const auto& word : app_.remaining(true))
        if (word != "--") return not_expected(word);
    const auto below = names_below(chosen());
    if (below.empty()) return error.what();
    return full_name(chosen()) + " does nothing by itself; add one of " + joined(below);
}

int Command::run(const std::vector<std::string>& words) {
    try {
        app_.parse(std::vector<std::string>(words.rbegin(), words.rend())); // CLI11's order
    } catch (const CLI::ParseError& error) {
        return refuse(error);
    }
    const int code = verb_->run(arguments_, io_);
    io_.out.flush();
    if (io_.out) return code;
    io_.err << program << ": the output could not be written\n";
    return exit_error;
}

} // namespace

int run(std::span<const Verb* const> verbs, const std::vector<std::string>& words, Io& io) {
    try {
        return Command(verbs, io).run(words);
    } catch (const std::exception& problem) {
        io.err << program << ": " << problem.what() << '\n';
    } catch (...) {
        io.err << program << ": failed for a reason that has no name\n";
    }
    return exit_error;
}

int run(int argc, char** argv) {
    Io io{std::cout, std::cerr, app::Environment::of_process(), isatty(STDERR_FILENO) == 1};
    return run(verbs(), std::vector<std::string>(argv + std::min(argc, 1), argv + argc), io);
}

} // namespace fingerpost::cli
