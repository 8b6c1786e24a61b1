# Two stages: the first installs from the lock, the second has neither uv nor a build tool.
FROM python:3.11-slim AS build
RUN pip install --no-cache-dir "uv>=0.9,<1" && uv venv /opt/goodtalk
WORKDIR /src
# Dependencies first: this layer is built anew only when they change. The lock's hashes are checked.
COPY pyproject.toml requirements.lock ./
RUN uv pip install --no-cache --python /opt/goodtalk --constraints requirements.lock --requirement pyproject.toml
COPY . .
RUN uv pip install --no-cache --python /opt/goodtalk --build-constraints requirements.lock --no-deps .

FROM python:3.11-slim
COPY --from=build /opt/goodtalk /opt/goodtalk
RUN useradd --system --uid 10001 --home-dir /data --create-home goodtalk
ENV PATH=/opt/goodtalk/bin:$PATH \
    PYTHONUNBUFFERED=1 \
    HOST=0.0.0.0 \
    PORT=3000 \
    DATABASE_URL=sqlite:////data/goodtalk.db \
    LOG_FORMAT=json
USER 10001
WORKDIR /data
# The SQLite file lives here; with DATABASE_URL=postgresql://… it stays empty.
VOLUME /data
EXPOSE 3000
HEALTHCHECK --interval=30s --timeout=5s --start-period=30s --retries=3 \
    CMD ["python", "-c", "import os, urllib.request; urllib.request.urlopen('http://127.0.0.1:' + os.environ['PORT'] + '/healthz', timeout=4)"]
CMD ["goodtalk", "run"]
