"""The keys a configuration profile may hold, and what type each must be.

    problems(plistlib.loads(profile))  # [] when every payload keeps to Apple's schema

From Apple's device-management schema (TopLevel, CommonPayloadKeys and the five payloads we write). Passwords
are left out of the tables: a profile of ours must hold none.
"""

COMMON = {"PayloadType": str, "PayloadVersion": int, "PayloadIdentifier": str, "PayloadUUID": str}
SHOWN = {"PayloadDisplayName": str, "PayloadDescription": str, "PayloadOrganization": str}
TOP_LEVEL = {**COMMON, **SHOWN, "PayloadContent": list, "PayloadRemovalDisallowed": bool, "TargetDeviceType": int}


def _endpoint(direction):
    prefix = direction + "MailServer"
    return {prefix + "Authentication": str, prefix + "HostName": str, prefix + "PortNumber": int,
            prefix + "UseSSL": bool, prefix + "Username": str}


def _dav(prefix):
    return {prefix + "HostName": str, prefix + "AccountDescription": str, prefix + "Username": str,
            prefix + "UseSSL": bool, prefix + "Port": int, prefix + "PrincipalURL": str}


# payload type -> (required keys, keys it may have with their types)
PAYLOADS = {
    "com.apple.mail.managed": (
        {"EmailAccountType", "IncomingMailServerAuthentication", "IncomingMailServerHostName",
         "OutgoingMailServerAuthentication", "OutgoingMailServerHostName"},
        {"EmailAccountType": str, "EmailAccountDescription": str, "EmailAccountName": str, "EmailAddress": str,
         **_endpoint("Incoming"), **_endpoint("Outgoing"), "OutgoingPasswordSameAsIncomingPassword": bool}),
    "com.apple.caldav.account": ({"CalDAVHostName"}, _dav("CalDAV")),
    "com.apple.carddav.account": ({"CardDAVHostName"}, _dav("CardDAV")),
    "com.apple.eas.account": (
        {"SSL"},  # optional in the schema, but off where it is missing
        {"EmailAddress": str, "Host": str, "SSL": bool, "UserName": str, "EnableMail": bool,
         "EnableContacts": bool, "EnableCalendars": bool}),
    "com.apple.ldap.account": (
        {"LDAPAccountHostName"},
        {"LDAPAccountDescription": str, "LDAPAccountHostName": str, "LDAPAccountUseSSL": bool,
         "LDAPSearchSettings": list}),
}
NOT_ON_MAC = {"com.apple.eas.account", "CardDAVPrincipalURL"}
VALUES = {
    "EmailAccountType": {"EmailTypeIMAP", "EmailTypePOP"},
    **dict.fromkeys(("IncomingMailServerAuthentication", "OutgoingMailServerAuthentication"),
                    {"EmailAuthNone", "EmailAuthPassword", "EmailAuthCRAMMD5", "EmailAuthNTLM", "EmailAuthHTTPMD5"}),
    "PayloadVersion": {1},
}


def _misfits(what, found, required, allowed):
    for key in required - found.keys():
        yield f"{what}: {key} is missing"
    for key, value in found.items():
        # bool is an int to Python, not to Apple
        if key not in allowed:
            yield f"{what}: {key} is not known"
        elif type(value) is not allowed[key]:
            yield f"{what}: {key} is a {type(value).__name__}"
        elif key in VALUES and value not in VALUES[key]:
            yield f"{what}: {key} may not be {value}"


def problems(profile):
    """What Apple's schema does not know or wants otherwise, one sentence each."""
    found = list(_misfits("profile", profile, set(COMMON) | {"PayloadContent"}, TOP_LEVEL))
    payloads = profile.get("PayloadContent", [])
    for payload in payloads:
        kind = payload.get("PayloadType")
        if kind not in PAYLOADS:
            found.append(f"{kind} is no payload we write")
            continue
        required, allowed = PAYLOADS[kind]
        found += _misfits(kind, payload, required | COMMON.keys(), {**COMMON, **SHOWN, **allowed})
    for key in ("PayloadIdentifier", "PayloadUUID"):
        values = [each.get(key) for each in [profile, *payloads]]
        if len(set(values)) < len(values):
            found.append(f"{key} is not unique: {values}")
    return found
