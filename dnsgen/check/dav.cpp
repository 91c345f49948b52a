#include "check/dav.hpp"

#include "base/text.hpp"
#include "http/url.hpp"
#include "trace/dav.hpp"
#include "zone/presentation.hpp"

#include <algorithm>
#include <optional>

namespace fingerpost::check {

namespace {

constexpr const auto& path_txt = row(dav_checks, "dav-path-txt");
constexpr const auto& well_known = row(dav_checks, "dav-wellknown");

struct DavLabel {
    std::string_view label;
    std::string_view well_known; ///< RFC 6764 §5
};
constexpr std::array labels{
    DavLabel{"_caldavs._tcp", "/.well-known/caldav"},
    DavLabel{"_caldav._tcp", "/.well-known/caldav"},
    DavLabel{"_carddavs._tcp", "/.well-known/carddav"},
    DavLabel{"_carddav._tcp", "/.well-known/carddav"},
};

constexpr std::string_view key = "path=";

struct Scene {
    const Subject& subject;
    Evidence& evidence;
    const Ours& ours;
    Findings& findings;
};

/// The value of a string `path=…`; RFC 6763 §6.4: keys come in any letter case.
std::optional<std::string> path_in(std::string_view text) {
    if (!ascii_iequals(text.substr(0, key.size()), key)) return std::nullopt;
    return std::string(text.substr(key.size()));
}

std::vector<std::string> paths_in(const resolve::Answer& answer) {
    std::vector<std::string> paths;
    for (const auto& text : resolve::all<std::string>(answer))
        if (auto path = path_in(text)) paths.push_back(std::move(*path));
    return paths;
}

/// What the desired TXT record says, or "/".
std::string desired_path(const zone::Records& wanted) {
    if (wanted.empty()) return "/";
    const auto& data = wanted.front().data; // "path=…" in quotes
    return data.substr(key.size() + 1, data.size() - key.size() - 2);
}

std::string without_slash(std::string path) {
    while (path.ends_with('/'))
        path.pop_back();
    return percent_decoded(path);
}

/// Of octets as published, and of the text of a desired record.
bool same_path(const std::string& published, const std::string& wanted) {
    return without_slash(zone::escaped(published)) == without_slash(wanted);
}

/// What is wrong with the published paths; "" when nothing is.
std::string fault_of(const std::vector<std::string>& paths, const std::string& wanted) {
    if (paths.size() > 1) return "a client takes any of several paths";
    if (paths.empty()) return wanted == "/" ? "" : "clients begin at /.well-known instead";
    if (!paths.front().starts_with('/')) return "a path begins with /";
    return same_path(paths.front(), wanted) ? "" : "the catalog tells " + wanted;
}

Verdict verdict_for(std::size_t paths) {
    if (paths == 0) return Verdict::missing;
    return paths == 1 ? Verdict::wrong : Verdict::conflict;
}

/// The published paths that ought to go.
zone::Records surplus(const resolve::Answer& answer, const std::string& wanted) {
    if (!answer.chain.empty()) return standing_at(answer);
    zone::Records records;
    for (const auto& record : answer.records) {
        const auto path = path_in(std::get<std::string>(record.data));
        if (path && !same_path(*path, wanted)) records.push_back(as_record(record));
    }
    return records;
}

/// A DAV server asks who is there, answers, or knows a better place (RFC 6764 §6).
bool is_dav(int status) {
    return status == 207 || status == 401 || (status >= 300 && status < 400);
}

std::string url_of(const DavLabel& label, const resolve::Srv& srv, std::string_view path) {
    http::Url url;
    url.tls = label.label.ends_with("s._tcp");
    url.host = srv.target;
    url.port = srv.port;
    url.target = path;
    return url.str();
}

/// As clients begin: PROPFIND for the principal.
const Page&
asked(Scene& scene, const DavLabel& label, const resolve::Srv& srv, std::string_view path) {
    PageQuery query;
    query.method = "PROPFIND";
    query.url = url_of(label, srv, path);
    query.addresses = scene.evidence.addresses(srv.target);
    query.body = trace::principal_request();
    query.content_type = "application/xml; charset=utf-8";
    return scene.evidence.page(query);
}

std::string name_of(const SrvSight& sight) {
    return sight.name + " TXT";
}

void judge_answer(
    Scene& scene,
    const Check& check,
    const std::string& subject,
    const std::string& url,
    const Page& page
) {
    if (!page && page.error().code != Errc::upstream)
        return scene.findings.unknown(check, subject, page.error().what);
    if (page && is_dav(page->status)) return scene.findings.ok(check, subject);
    auto& finding = scene.findings.add(check, Verdict::wrong, subject);
    finding.expected = "207, 401 or a redirection at " + url;
    finding.found = page ? "status " + std::to_string(page->status) : page.error().what;
}

bool is_visited(const Scene& scene, const resolve::Srv& srv) {
    return is_ours_to_visit(scene.subject, scene.ours, srv) &&
           !scene.evidence.addresses(srv.target).empty();
}

/// Whether the path says where to begin.
bool judge_path(Scene& scene, const DavLabel& label, const SrvSight& sight) {
    const auto& answer = scene.evidence.dns(sight.name, resolve::Type::txt);
    if (is_unknown(answer)) {
        scene.findings.unknown(path_txt, name_of(sight), answer.what);
        return true;
    }
    const auto wanted = desired_at(scene.subject, sight.name, "TXT");
    const auto paths = paths_in(answer);
    const auto fault = fault_of(paths, desired_path(wanted));
    if (!fault.empty()) {
        auto& finding = scene.findings.add(path_txt, verdict_for(paths.size()), name_of(sight));
        finding.expected = wanted.empty() ? "no path" : listed(wanted);
        finding.found = paths.empty() ? resolve::summary(answer) : listed(paths);
        finding.detail = fault;
        finding.publish = wanted;
        finding.withdraw = surplus(answer, desired_path(wanted));
        return !paths.empty();
    }
    if (paths.empty()) return false;
    scene.findings.ok(path_txt, name_of(sight));
    for (const auto& srv : sight.published)
        if (is_visited(scene, srv)) {
            const auto& page = asked(scene, label, srv, paths.front());
            judge_answer(scene, path_txt, name_of(sight), url_of(label, srv, paths.front()), page);
        }
    return true;
}

void judge_well_known(Scene& scene, const DavLabel& label, const SrvSight& sight) {
    for (const auto& srv : sight.published) {
        if (!is_visited(scene, srv)) continue;
        const auto url = url_of(label, srv, label.well_known);
        judge_answer(scene, well_known, url, url, asked(scene, label, srv, label.well_known));
    }
}

} // namespace

void judge_dav(const Subject& subject, Evidence& evidence, Findings& findings) {
    const Ours ours(subject, evidence);
    Scene scene{subject, evidence, ours, findings};
    for (const auto& label : labels) {
        const auto& known = srv_labels();
        const auto named = [&](const SrvLabel& row) { return row.label == label.label; };
        const auto sight =
            look(subject, evidence, *std::find_if(known.begin(), known.end(), named));
        if (sight.standing != Standing::offered || sight.published.empty()) continue;
        if (!judge_path(scene, label, sight)) judge_well_known(scene, label, sight);
    }
}

} // namespace fingerpost::check
