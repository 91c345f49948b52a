#include "app/configuration.hpp"

#include "app/ini.hpp"
#include "base/text.hpp"
#include "storage/database_url.hpp"

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstdlib>
#include <fstream>
#include <system_error>

namespace fingerpost::app {

namespace {

constexpr std::string_view own_section = "fingerpost";
constexpr std::string_view automx2_section = "automx2";
constexpr std::string_view automx2_db_uri = "sqlite:///:memory:";

std::string did_you_mean(std::string_view word, const std::vector<std::string_view>& known) {
    const auto near = nearest(word, known);
    return near.empty() ? "" : "; did you mean " + std::string(near) + "?";
}

std::vector<std::string_view> keys() {
    std::vector<std::string_view> all;
    for (const auto& setting : settings_table())
        all.push_back(setting.key);
    return all;
}

/// One place of the search order, and what it means that nothing is there.
struct Place {
    std::string path;
    std::string named_by; ///< who insists on this file; "" for a place merely looked at
    log::Level when_missing = log::Level::debug;
};

std::vector<Place> places(const Environment& environment, const std::string& file) {
    if (!file.empty()) return {{file, "--config", log::Level::error}};
    std::vector<Place> all;
    const auto add_four = [&](const Place& named, const std::string& name) {
        if (!named.path.empty()) all.push_back(named);
        if (!environment.home.empty())
            all.push_back({environment.home + "/." + name + ".conf", ""});
        all.push_back({"/etc/" + name + "/" + name + ".conf", ""});
        all.push_back({"/etc/" + name + ".conf", ""});
    };
    add_four({environment.fingerpost_conf, "$FINGERPOST_CONF", log::Level::error}, "fingerpost");
    // automx2 itself passes over a missing one
    add_four({environment.automx2_conf, "$AUTOMX2_CONF", log::Level::warning}, "automx2");
    return all;
}

/// Builds a Configuration in the order in which its sources override each other.
class Reader {
public:
    Reader();
    void search(const Environment& environment, const std::string& file);
    void override_with(const CommandLine& line);
    Configuration finish();

private:
    void read_file(const std::string& text);
    void read_section(const Ini& ini, const IniSection& section);
    void report_strangers(const Ini& ini);
    void read_values();
    void needs(std::string_view key, std::string_view other);
    void check_profile();
    void check_primary();
    void check_endpoints();
    void check_database();
    Effective& effective(std::string_view key);
    std::string place(int line) const;
    void report(log::Level level, std::string what);

    Configuration result_;
};

Reader::Reader() {
    for (const auto& setting : settings_table())
        result_.effective.push_back({&setting, std::string(setting.fallback), "default"});
}

Effective& Reader::effective(std::string_view key) {
    const auto is_key = [key](const Effective& one) { return one.setting->key == key; };
    return *std::find_if(result_.effective.begin(), result_.effective.end(), is_key);
}

std::string Reader::place(int line) const {
    return line > 0 ? result_.file + ':' + std::to_string(line) : result_.file;
}

void Reader::report(log::Level level, std::string what) {
    result_.problems.push_back({level, std::move(what)});
}

void Reader::search(const Environment& environment, const std::string& file) {
    for (const auto& candidate : places(environment, file)) {
        const auto text = environment.read_file(candidate.path);
        if (!text && text.error().code == Errc::not_found) {
            if (candidate.named_by.empty()) continue;
            report(
                candidate.when_missing,
                candidate.path + ": no such file, though " + candidate.named_by + " names it"
            );
            if (candidate.when_missing == log::Level::error) return;
            continue;
        }
        result_.file = candidate.path;
        if (!text) return report(log::Level::error, candidate.path + ": " + text.error().what);
        return read_file(*text);
    }
    report(log::Level::info, "no configuration file found; the defaults are in force");
}

void Reader::read_file(const std::string& text) {
    const auto ini = parse_ini(text);
    for (const auto& problem : ini.problems)
        report(log::Level::error, place(problem.line) + ": " + problem.what);
    report_strangers(ini);
    for (const auto name : {own_section, automx2_section}) {
        const auto* section = ini.section(name);
        if (!section) continue;
        result_.section = name;
        return read_section(ini, *section);
    }
    if (ini.problems.empty())
        report(
            log::Level::warning,
            result_.file + ": no section [fingerpost]; the defaults are in force"
        );
}

void Reader::report_strangers(const Ini& ini) {
    const std::vector<std::string_view> known{own_section, automx2_section, "DEFAULT"};
    for (const auto& [name, section] : ini.sections)
        if (std::find(known.begin(), known.end(), name) == known.end())
            report(
                log::Level::warning,
                place(section.line) + ": section [" + name + "] is unknown and not read" +
                    did_you_mean(name, known)
            );
}

void Reader::read_section(const Ini& ini, const IniSection& section) {
    const bool automx2 = result_.section == automx2_section;
    if (automx2) {
        auto& database = effective("db_uri");
        database.value = automx2_db_uri;
        database.origin = "automx2's default";
    }
    for (const auto& [key, entry] : section.entries)
        if (!find_setting(key))
            report(
                automx2 ? log::Level::warning : log::Level::error,
                place(entry.line) + ": key \"" + key + "\" is unknown" + did_you_mean(key, keys())
            );
    for (auto& one : result_.effective) {
        const auto* entry = ini.find(section, one.setting->key);
        if (!entry) continue;
        const auto value = ini.value(section, *entry);
        if (!value) {
            const auto what = std::string(one.setting->key) + ": " + value.error().what;
            report(log::Level::error, place(entry->line) + ": " + what);
            continue;
        }
        one.value = *value;
        one.origin = place(entry->line);
    }
}

void Reader::override_with(const CommandLine& line) {
    for (const auto& [key, value] : line.overrides) {
        if (!find_setting(key)) {
            const auto what = "key \"" + key + "\" is unknown" + did_you_mean(key, keys());
            report(log::Level::error, "command line: " + what);
            continue;
        }
        auto& one = effective(key);
        one.value = value;
        one.origin = "command line";
    }
}

void Reader::read_values() {
    for (const auto& one : result_.effective) {
        const auto& setting = *one.setting;
        [[maybe_unused]] const auto fallback =
            setting.kind.read(result_.settings, setting.fallback);
        const auto read = setting.kind.read(result_.settings, trimmed(one.value));
        if (read) continue;
        auto what = one.origin + ": " + std::string(setting.key);
        if (!setting.is(Setting::secret)) what += " \"" + one.value + '"';
        const auto& why = read.error().what;
        what += why.empty() ? " is not " + setting.kind.words : ": " + why;
        report(log::Level::error, what);
    }
}

void Reader::needs(std::string_view key, std::string_view other) {
    const auto& one = effective(key);
    if (!one.value.empty() && effective(other).value.empty())
        report(
            log::Level::error,
            one.origin + ": " + std::string(key) + " is of no use without " + std::string(other)
        );
}

void Reader::check_profile() {
    needs("profile_certificate", "profile_key");
    needs("profile_key", "profile_certificate");
    needs("profile_chain", "profile_certificate");
}

void Reader::check_primary() {
    needs("dns_listen", "nameservers");
    needs("dns_catalog_zone", "dns_listen");
}

/// Listeners share ports (SO_REUSEPORT), so that the system would not notice.
void Reader::check_endpoints() {
    std::vector<std::string> seen;
    const auto check = [&](std::string_view key, const std::vector<http::Endpoint>& endpoints) {
        for (auto endpoint : endpoints) {
            if (endpoint.host == "localhost") endpoint.host = "127.0.0.1";
            const auto text = endpoint.str();
            const bool twice = std::find(seen.begin(), seen.end(), text) != seen.end();
            seen.push_back(text);
            if (twice && endpoint.port != 0)
                report(
                    log::Level::error,
                    effective(key).origin + ": " + std::string(key) + " names " + text +
                        ", which is taken already"
                );
        }
    };
    check("listen", result_.settings.listen);
    check("admin_listen", result_.settings.admin_listen);
    check("dns_listen", result_.settings.dns_listen);
}

void Reader::check_database() {
    const auto& one = effective("db_uri");
    const std::string_view uri = one.value;
    constexpr std::array<std::string_view, 9> roots{
        "data/", "etc/", "home/", "opt/", "root/", "run/", "srv/", "tmp/", "var/"};
    if (uri == automx2_db_uri && result_.section == automx2_section)
        return report(log::Level::warning, one.origin + ": db_uri forgets everything at the end");
    if (!uri.starts_with("sqlite:///") || uri.starts_with("sqlite:////")) return;
    const auto path = uri.substr(std::string_view("sqlite:///").size());
    const auto begins_path = [path](std::string_view root) { return path.starts_with(root); };
    const bool slip = std::any_of(roots.begin(), roots.end(), begins_path);
    const bool moved = result_.section == automx2_section && !path.starts_with(':');
    if (slip || moved)
        report(
            log::Level::warning,
            one.origin + ": db_uri is relative to the current directory; " +
                "an absolute path begins with four slashes"
        );
}

Configuration Reader::finish() {
    read_values();
    check_profile();
    check_primary();
    check_endpoints();
    check_database();
    return std::move(result_);
}

std::string variable(const char* name) {
    const char* value = std::getenv(name); // NOLINT(concurrency-mt-unsafe): we never set one
    return value ? value : "";
}

Result<std::string> first_bytes(const std::string& path) {
    constexpr std::size_t enough = 512 * 1024;
    errno = 0;
    std::ifstream file(path, std::ios::binary);
    const int opened = file ? 0 : errno;
    if (opened == ENOENT || opened == ENOTDIR) return Error{Errc::not_found, "no such file"};
    if (opened) return Error{Errc::bad_request, std::generic_category().message(opened)};
    std::string bytes(enough, '\0');
    errno = 0;
    file.read(bytes.data(), static_cast<std::streamsize>(enough));
    if (file.bad() || errno == EISDIR)
        return Error{Errc::bad_request, std::generic_category().message(errno)};
    bytes.resize(static_cast<std::size_t>(file.gcount()));
    return bytes;
}

} // namespace

Environment Environment::of_process() {
    return {variable("FINGERPOST_CONF"), variable("AUTOMX2_CONF"), variable("HOME"), first_bytes};
}

std::string Effective::shown() const {
    return setting->is(Setting::secret) ? storage::without_password(value) : value;
}

bool Configuration::usable() const {
    return std::none_of(problems.begin(), problems.end(), [](const Problem& problem) {
        return problem.level == log::Level::error;
    });
}

Configuration read_configuration(const Environment& environment, const CommandLine& line) {
    Reader reader;
    reader.search(environment, line.file);
    reader.override_with(line);
    return reader.finish();
}

std::vector<std::string_view>
waiting_for_restart(const Configuration& running, const Configuration& fresh) {
    std::vector<std::string_view> waiting;
    for (std::size_t i = 0; i < running.effective.size(); ++i) {
        const auto& setting = *running.effective[i].setting;
        if (setting.is(Setting::restart) && running.effective[i].value != fresh.effective[i].value)
            waiting.push_back(setting.key);
    }
    return waiting;
}

} // namespace fingerpost::app
