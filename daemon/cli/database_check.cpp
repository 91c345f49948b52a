#include "cli/database_check.hpp"

#include "cli/database.hpp"
#include "storage/catalog_repository.hpp"
#include "storage/database_url.hpp"
#include "storage/migrate.hpp"

#include <filesystem>

namespace fingerpost::cli {

namespace {

using Problems = std::vector<app::Problem>;

constexpr std::size_t listed_max = 20;

void add_warnings(const std::vector<std::string>& sentences, std::string_view more, Problems& to) {
    for (std::size_t i = 0; i < std::min(sentences.size(), listed_max); ++i)
        to.push_back({log::Level::warning, sentences[i]});
    if (sentences.size() > listed_max)
        to.push_back(
            {log::Level::warning,
             "and " + std::to_string(sentences.size() - listed_max) + std::string(more)}
        );
}

app::Problem about(const storage::DatabaseUrl& url, const storage::Revision& revision) {
    auto what = "database " + url.display() + ": " + revision.str();
    using Base = storage::Revision::Base;
    if (revision.base == Base::foreign) return {log::Level::error, what};
    if (!revision.up_to_date()) what += "; serve brings it up to date";
    return {log::Level::info, what};
}

Problems of_the_open(const storage::DatabaseUrl& url, const app::Settings& settings) {
    const auto connection = open_for_reading(settings);
    if (!connection) return {{log::Level::error, connection.error().what}};
    const auto revision = storage::describe(**connection);
    Problems problems{about(url, revision)};
    if (problems.front().level == log::Level::error) return problems;
    const auto catalog = storage::CatalogRepository(**connection).load();
    add_warnings(catalog.problems(), " more rows that cannot be served", problems);
    add_warnings(offer_findings(catalog), " more findings of this kind", problems);
    add_warnings(
        directory_findings(catalog, settings.ldap), " more findings about LDAP servers", problems
    );
    return problems;
}

} // namespace

Problems database_problems(const app::Settings& settings) {
    const auto url = storage::DatabaseUrl::parse(settings.db_uri);
    if (!url) return {{log::Level::error, "db_uri: " + url.error().what}};
    if (url->file.empty()) return {}; // of that, the settings' own check warns
    if (!std::filesystem::exists(url->file))
        return {
            {log::Level::warning, "there is no database " + url->file + "; serve will create it"}};
    try { // a finding among others, not the end of the check
        return of_the_open(*url, settings);
    } catch (const storage::SqlError& problem) {
        return {{log::Level::error, problem.what()}};
    }
}

} // namespace fingerpost::cli
