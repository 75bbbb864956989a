"""The part of OpenAPI 3.0's schemas that serve/openapi.json uses. A keyword it does not know is an error, not passed over."""
import re

KNOWN = {"type", "description", "enum", "nullable", "allOf", "anyOf", "properties", "required", "additionalProperties", "items", "minimum",
         "maximum", "minItems", "maxItems", "minLength", "maxLength", "pattern", "default", "format"}


def is_type(value, name):
    if name == "integer":
        return isinstance(value, int) and not isinstance(value, bool)
    if name == "number":
        return isinstance(value, (int, float)) and not isinstance(value, bool)
    return isinstance(value, {"object": dict, "array": list, "string": str, "boolean": bool}[name])


def mistakes(document, schema, value, place="$"):
    """Where and why the value does not fit, as a list of strings; empty where it fits."""
    if "$ref" in schema:
        target = document
        for part in schema["$ref"].split("/")[1:]:
            target = target[part]
        return mistakes(document, target, value, place)
    unknown = set(schema) - KNOWN
    if unknown:
        raise ValueError(f"keywords not checked: {unknown}")
    if value is None and schema.get("nullable"):
        return []
    found = []
    for part in schema.get("allOf", []):
        found += mistakes(document, part, value, place)
    if "anyOf" in schema:
        tried = [mistakes(document, part, value, place) for part in schema["anyOf"]]
        if all(tried):
            found += min(tried, key=len)
    if "type" in schema and not is_type(value, schema["type"]):
        return found + [f"{place}: {value!r:.80} is no {schema['type']}"]
    if "enum" in schema and value not in schema["enum"]:
        found.append(f"{place}: {value!r:.80} is none of {schema['enum']}")
    for bound, wrong in (("minimum", lambda v, b: v < b), ("maximum", lambda v, b: v > b)):
        if bound in schema and wrong(value, schema[bound]):
            found.append(f"{place}: {value} against {bound} {schema[bound]}")
    for bound, wrong in (("minItems", lambda n, b: n < b), ("maxItems", lambda n, b: n > b), ("minLength", lambda n, b: n < b),
                         ("maxLength", lambda n, b: n > b)):
        if bound in schema and wrong(len(value), schema[bound]):
            found.append(f"{place}: length {len(value)} against {bound} {schema[bound]}")
    if "pattern" in schema and not re.search(schema["pattern"], value):
        found.append(f"{place}: {value!r:.80} against {schema['pattern']}")
    for i, item in enumerate(value if "items" in schema else []):
        found += mistakes(document, schema["items"], item, f"{place}[{i}]")
    if isinstance(value, dict) and schema.get("type") == "object":
        found += members(document, schema, value, place)
    return found


def members(document, schema, value, place):
    found = [f"{place}: no {name}" for name in schema.get("required", []) if name not in value]
    properties, others = schema.get("properties", {}), schema.get("additionalProperties", True)
    for name, member in value.items():
        if name in properties:
            found += mistakes(document, properties[name], member, f"{place}.{name}")
        elif others is False:
            found.append(f"{place}: {name} is not described")
        elif isinstance(others, dict):
            found += mistakes(document, others, member, f"{place}.{name}")
    return found
