/// @file
/// What is wrong with the database of the settings and with what it has clients told. Rules about
/// one offer are rows of a table in offer_check.cpp.
#pragma once

#include "app/configuration.hpp"
#include "catalog/catalog.hpp"

#include <string>
#include <vector>

namespace fingerpost::cli {

/// Opens the database for reading only.
std::vector<app::Problem> database_problems(const app::Settings& settings);

/// One sentence each, of what is served but not as it should be; each server once, however many
/// domains offer it.
std::vector<std::string> offer_findings(const Catalog& catalog);

/// One sentence each, of the LDAP servers that domains are tied to; asks each of them, which takes
/// up to two seconds where one is silent.
std::vector<std::string>
directory_findings(const Catalog& catalog, const directory::Protection& protection);

} // namespace fingerpost::cli
